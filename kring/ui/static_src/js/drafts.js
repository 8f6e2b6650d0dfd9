// What someone types stays on this device until the server says it is safe: `data-draft` names the text, and a
// toast with `data-draft-done` ends it. Drafts of another person on this device, and all drafts at sign-out, go.
import { ageOf, draftOf, forget, forgetDraft, guarded, keepDraft, mine, noteChanged, noteSent, takeKey, viewer }
  from "./kept.js";
import { word } from "./words.js";

const KEEP = 30 * 24 * 60 * 60 * 1000;

// What the server has is where the text starts from: what is typed on top of it finds its way back to it.
export const rebaseDraft = (field, base) => {
  field.defaultValue = base;
  guarded(() => keepDraft(field));
};

const tell = (field, base) => {
  const line = document.createElement("p");
  line.className = "kept";
  const text = document.createElement("span");
  text.textContent = word("kept");
  const away = document.createElement("button");
  away.type = "button";
  away.className = "textbtn";
  away.textContent = word("throwAway");
  away.addEventListener("click", () => {
    field.value = base;
    forgetDraft(field);
    line.remove();
    field.focus();
  });
  line.append(text, away);
  field.after(line);
};

const restore = field => {
  const draft = draftOf(field);
  // When the page came back with the text in it, or the text below changed meanwhile, the page is right.
  if (!draft || draft.base !== field.defaultValue || field.value !== field.defaultValue) return;
  if (!draft.text || draft.text === field.value) return;
  field.value = draft.text;
  takeKey(field.form, draft);
  tell(field, draft.base);
};

const clean = () => {
  // At the front door nobody is known yet: an expired session must find its text back.
  if (viewer()) forget(name => !name.startsWith(mine()));
  forget(name => ageOf(name) > KEEP);
};

let watching = false;
const watch = () => {
  if (watching) return;
  watching = true;
  document.addEventListener("input", ({ target }) => {
    if (target.dataset?.draft && viewer()) guarded(() => { keepDraft(target); noteChanged(target.form); });
  });
  document.addEventListener("submit", ({ target }) => guarded(() => {
    if (target.matches("[data-sign-out]")) forget(() => true);
    else if (viewer()) noteSent(target);
  }));
};

export const keepDrafts = root => guarded(() => {
  watch();
  clean();
  const done = [...root.querySelectorAll("[data-draft-done]"), ...(root.dataset?.draftDone ? [root] : [])];
  // A draft is one text or, with names like "compose.title", all texts of one form.
  const safe = done.map(mark => mine(mark.dataset.draftDone));
  forget(name => safe.some(start => name === start || name.startsWith(`${start}.`)));
  if (viewer()) root.querySelectorAll("[data-draft]").forEach(restore);
});
