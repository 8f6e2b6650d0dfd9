// The editor comes when somebody touches a text box, and never when they chose plain text on this device.
import { adopt, look } from "./suggest.js";
import { word } from "./words.js";

const KEY = "kring.plain";
const begun = new WeakSet();

const chose = () => {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false; // storage switched off by the browser
  }
};

const choose = plain => {
  try {
    if (plain) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch (problem) {
    console.warn("choice not kept", problem);
  }
};

const offer = field => {
  begun.delete(field);
  if (field.nextElementSibling?.matches("[data-rich]")) return;
  const back = document.createElement("button");
  back.type = "button";
  back.className = "textbtn";
  back.dataset.rich = "";
  back.textContent = word("toolRich");
  back.addEventListener("click", () => {
    choose(false);
    back.remove();
    field.focus();
    begin(field);
  });
  field.after(back);
};

const plain = field => {
  choose(true);
  offer(field);
};

const begin = async field => {
  if (begun.has(field)) return;
  begun.add(field);
  try {
    const { start } = await import(word("editor"));
    await start(field, { word, plain, suggest: { adopt, look } });
  } catch (problem) {
    // The text box works by itself; the next touch tries again.
    begun.delete(field);
    console.warn("plain text only", problem);
  }
};

export const enrich = () => {
  for (const [name, on] of [["compositionstart", true], ["compositionend", false]]) {
    document.addEventListener(name, event => {
      if (!event.target.matches?.("[data-editor]")) return;
      if (on) event.target.dataset.composing = "1";
      else delete event.target.dataset.composing;
    });
  }
  document.addEventListener("focusin", event => {
    const field = event.target;
    if (!field.matches?.("textarea[data-editor]") || !word("editor") || !word("read") || !field.form) return;
    if (chose()) offer(field);
    else begin(field);
  });
};
