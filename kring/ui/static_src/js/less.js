// "Less of this": the item folds away at once and can come back.
import { post } from "./post.js";
import { say } from "./toast.js";
import { word } from "./words.js";

const fold = (button, item) => {
  const note = document.createElement("div");
  note.className = "folded";
  note.tabIndex = -1;
  const line = document.createElement("span");
  line.textContent = word("less", { what: button.dataset.less });
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn--s";
  undo.textContent = word("undo");
  note.append(line, undo);
  item.before(note);
  item.hidden = true;
  note.focus();
  return { note, line, undo };
};

const unfold = (item, note) => {
  item.hidden = false;
  note.remove();
  item.querySelector("[data-less]")?.focus();
};

const lessen = async button => {
  const item = button.closest(".item");
  const { note, line, undo } = fold(button, item);
  undo.addEventListener("click", async () => {
    unfold(item, note);
    say(await post(button, "0"));
  });
  const refused = await post(button, "1", said => { line.textContent = said; });
  if (!refused) return;
  unfold(item, note);
  say(refused);
};

export const foldLess = () => {
  document.addEventListener("submit", event => {
    const button = event.submitter;
    if (!button?.matches("[data-less]") || !button.closest(".item")) return;
    event.preventDefault();
    lessen(button);
  });
};
