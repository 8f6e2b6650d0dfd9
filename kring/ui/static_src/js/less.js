// "Less of this": the item folds away at once and can come back.
import { post } from "./post.js";
import { say } from "./toast.js";
import { word } from "./words.js";

const fold = (form, item) => {
  const note = document.createElement("div");
  note.className = "folded";
  note.tabIndex = -1;
  const line = document.createElement("span");
  line.textContent = word("less", { what: form.dataset.less });
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn--s";
  undo.textContent = word("undo");
  note.append(line, undo);
  item.before(note);
  item.hidden = true;
  note.focus();
  return { note, undo };
};

const unfold = (item, note) => {
  item.hidden = false;
  note.remove();
  item.querySelector("[data-less] button")?.focus();
};

const lessen = async (form, button) => {
  const item = form.closest(".item");
  const { note, undo } = fold(form, item);
  undo.addEventListener("click", async () => {
    unfold(item, note);
    say(await post(form, { name: button.name, value: "0" }));
  });
  const refused = await post(form, { name: button.name, value: "1" });
  if (!refused) return;
  unfold(item, note);
  say(refused);
};

export const foldLess = () => {
  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches("[data-less]") || !form.closest(".item")) return;
    event.preventDefault();
    lessen(form, event.submitter);
  });
};
