// What someone types stays on this device until the server says it is safe: `data-draft` names the text, and a
// toast with `data-draft-done` ends it. Drafts of another person on this device, and all drafts at sign-out, go.
import { word } from "./words.js";

const PREFIX = "kring.draft.";
const KEEP = 30 * 24 * 60 * 60 * 1000;
const viewer = () => document.documentElement.dataset.viewer ?? "";
const nameOf = field => `${PREFIX}${viewer()}.${field.dataset.draft}`;

const names = () => Object.keys(localStorage).filter(name => name.startsWith(PREFIX));

const read = name => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
};

// Once the server has the text of these fields, this device can forget it.
export const forgetDrafts = fields => fields.forEach(field => localStorage.removeItem(nameOf(field)));

const forget = test => names().filter(test).forEach(name => localStorage.removeItem(name));

const write = field => {
  const name = nameOf(field);
  if (field.value === field.defaultValue) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify({ text: field.value, base: field.defaultValue, at: Date.now() }));
};

const tell = field => {
  const line = document.createElement("p");
  line.className = "kept";
  const text = document.createElement("span");
  text.textContent = word("kept");
  const away = document.createElement("button");
  away.type = "button";
  away.className = "textbtn";
  away.textContent = word("throwAway");
  away.addEventListener("click", () => {
    field.value = field.defaultValue;
    localStorage.removeItem(nameOf(field));
    line.remove();
    field.focus();
  });
  line.append(text, away);
  field.after(line);
};

const restore = field => {
  const draft = read(nameOf(field));
  // When the page came back with the text in it, or the text below changed meanwhile, the page is right.
  if (!draft || draft.base !== field.defaultValue || field.value !== field.defaultValue) return;
  if (!draft.text || draft.text === field.value) return;
  field.value = draft.text;
  tell(field);
};

const clean = () => {
  const mine = `${PREFIX}${viewer()}.`;
  // At the front door nobody is known yet: an expired session must find its text back.
  if (viewer()) forget(name => !name.startsWith(mine));
  forget(name => Date.now() - (read(name)?.at ?? 0) > KEEP);
};

const guarded = act => {
  try {
    act();
  } catch (problem) {
    // Storage may be full or switched off by the browser; typing must go on.
    console.warn("draft not kept", problem);
  }
};

let watching = false;
const watch = () => {
  if (watching) return;
  watching = true;
  document.addEventListener("input", event => {
    if (event.target.dataset?.draft && viewer()) guarded(() => write(event.target));
  });
  document.addEventListener("submit", event => {
    if (event.target.matches("[data-sign-out]")) guarded(() => forget(() => true));
  });
};

export const keepDrafts = root => guarded(() => {
  watch();
  clean();
  const done = [...root.querySelectorAll("[data-draft-done]"), ...(root.dataset?.draftDone ? [root] : [])];
  // A draft is one text or, with names like "compose.title", all texts of one form.
  const safe = done.map(mark => `${PREFIX}${viewer()}.${mark.dataset.draftDone}`);
  forget(name => safe.some(start => name === start || name.startsWith(`${start}.`)));
  if (viewer()) root.querySelectorAll("[data-draft]").forEach(restore);
});
