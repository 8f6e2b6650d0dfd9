// While you type @ or # in a text box, a list of colleagues or topics opens. Arrows walk it, Enter or Tab takes one,
// Escape closes it. Answers are JSON: [{value, label, hint}], only people who may read this.
import { word } from "./words.js";

const TRIGGER = /(^|[\s(])([@#])([\p{L}\d.\-]{0,40})$/u;
const WAIT = 150;
let list = null;
let timer = 0;
let turn = 0;

const close = field => {
  turn += 1;
  clearTimeout(timer);
  list?.box.nextElementSibling.remove();
  list?.box.remove();
  list = null;
  for (const name of ["aria-controls", "aria-activedescendant"]) field?.removeAttribute(name);
};

const mark = at => {
  const { options, field } = list;
  list.at = (at + options.length) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === list.at)));
  options[list.at].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[list.at].id);
};

const take = at => {
  const { field, items, start } = list;
  const end = field.selectionStart;
  close(field);
  field.setRangeText(`${items[at].value} `, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

const line = (item, place) => {
  const option = document.createElement("li");
  option.id = `suggestion-${place}`;
  option.setAttribute("role", "option");
  option.textContent = item.label;
  if (item.hint) {
    const hint = document.createElement("small");
    hint.textContent = item.hint;
    option.append(hint);
  }
  // pointerdown, because a click would first take the focus out of the text
  option.addEventListener("pointerdown", event => { event.preventDefault(); take(place); });
  return option;
};

// A text box cannot be a combobox, so the number of suggestions is said in a line for screen readers.
const status = count => {
  const said = document.createElement("p");
  said.className = "sr";
  said.setAttribute("role", "status");
  said.textContent = word("found", { n: count });
  return said;
};

const show = (field, items, start) => {
  close(field);
  if (!items.length) return;
  const box = document.createElement("ul");
  box.className = "suggest";
  box.id = "suggestions";
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", word("suggestions"));
  const options = items.map(line);
  box.append(...options);
  box.style.top = `${field.offsetTop + field.offsetHeight}px`;
  box.style.left = `${field.offsetLeft}px`;
  field.after(box, status(items.length));
  list = { field, items, start, box, options, at: 0 };
  field.setAttribute("aria-controls", box.id);
  mark(0);
};

const ask = async (field, sign, part, start) => {
  const address = word(sign === "@" ? "people" : "topics");
  if (!address) return;
  const mine = ++turn;
  const query = new URLSearchParams(field.dataset.suggest);
  query.set("q", part);
  const audience = field.form.querySelector("[data-audience]:checked")?.dataset.audience;
  if (audience) query.set("audience", audience);
  try {
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (answer.ok && mine === turn) show(field, (await answer.json()).slice(0, 8), start);
  } catch {
    close(field);
  }
};

const look = field => {
  const found = TRIGGER.exec(field.value.slice(0, field.selectionStart));
  if (!found) return close(field);
  clearTimeout(timer);
  const start = field.selectionStart - found[3].length - 1;
  timer = setTimeout(() => ask(field, found[2], found[3], start), WAIT);
};

const keys = {
  ArrowDown: () => mark(list.at + 1),
  ArrowUp: () => mark(list.at - 1),
  Enter: () => take(list.at),
  Tab: () => take(list.at),
  Escape: () => close(list.field),
};

export const suggestNames = () => {
  const boxes = event => event.target.matches?.("textarea[data-suggest]");
  document.addEventListener("input", event => { if (boxes(event)) look(event.target); });
  document.addEventListener("keydown", event => {
    if (!list || event.target !== list.field || !keys[event.key] || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("focusout", event => { if (list?.field === event.target) close(event.target); });
};
