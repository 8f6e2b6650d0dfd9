// Toasts leave after ten seconds, but not while someone points at them or stands in them.
import { word } from "./words.js";

const STAY = 10_000;

const leave = toast => {
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), STAY); };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, () => { stop(); start(); });
  start();
};

export const timeToasts = root => {
  const found = root.matches?.("[data-toast]") ? [root] : root.querySelectorAll("[data-toast]:not([data-timed])");
  found.forEach(toast => {
    toast.dataset.timed = "";
    leave(toast);
  });
};

// Shows a sentence now; `undo` is called when the person takes it back.
export const say = (text, undo) => {
  const box = document.getElementById("toasts");
  if (!box || !text) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.toast = "";
  const line = document.createElement("span");
  line.textContent = text;
  toast.append(line);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word("undo");
    button.addEventListener("click", () => { toast.remove(); undo(); });
    toast.append(button);
  }
  box.replaceChildren(toast);
  timeToasts(toast);
};
