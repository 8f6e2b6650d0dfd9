// While you type @ or # in a text box, a list of colleagues or topics opens. Arrows walk it, Enter or Tab takes one,
// Escape closes it. Answers are JSON: [{value, label, hint}], only people who may read this.
import { line, status } from "./listed.js";
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

// How a box tells what stands before the cursor and takes a suggestion; the editor has its own way.
const own = new WeakMap();
const boxOf = field => own.get(field) ?? {
  place: field,
  before: () => field.value.slice(0, field.selectionStart),
  replace: (count, text) => {
    field.setRangeText(text, field.selectionStart - count, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  },
};
export const adopt = (field, box) => own.set(field, box);

const take = at => {
  const { field, items } = list;
  const box = boxOf(field);
  const found = TRIGGER.exec(box.before());
  close(field);
  if (found) box.replace(found[3].length + 1, `${items[at].value} `);
};

const show = (field, items) => {
  close(field);
  if (!items.length) return;
  const box = document.createElement("ul");
  box.className = "suggest";
  box.id = "suggestions";
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", word("suggestions"));
  const options = items.map((item, place) => line(item, place, take));
  box.append(...options);
  const { place } = boxOf(field);
  box.style.top = `${place.offsetTop + place.offsetHeight}px`;
  box.style.left = `${place.offsetLeft}px`;
  place.after(box, status(items.length));
  list = { field, items, box, options, at: 0 };
  field.setAttribute("aria-controls", box.id);
  mark(0);
};

const ask = async (field, sign, part) => {
  const address = word(sign === "@" ? "people" : "topics");
  if (!address) return;
  const mine = ++turn;
  const query = new URLSearchParams(field.dataset.suggest);
  query.set("q", part);
  const audience = field.closest("form").querySelector("[data-audience]:checked")?.dataset.audience;
  if (audience) query.set("audience", audience);
  try {
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
    if (answer.ok && mine === turn) show(field, (await answer.json()).slice(0, 8));
  } catch {
    close(field);
  }
};

export const look = field => {
  const found = TRIGGER.exec(boxOf(field).before());
  if (!found) return close(field);
  clearTimeout(timer);
  timer = setTimeout(() => ask(field, found[2], found[3]), WAIT);
};

const keys = {
  ArrowDown: () => mark(list.at + 1),
  ArrowUp: () => mark(list.at - 1),
  Enter: () => take(list.at),
  Tab: () => take(list.at),
  Escape: () => close(list.field),
};

export const suggestNames = () => {
  const boxes = event => event.target.matches?.("textarea[data-suggest]:not([aria-hidden])");
  document.addEventListener("input", event => { if (boxes(event)) look(event.target); });
  document.addEventListener("keydown", event => {
    if (!list || event.target !== list.field || !keys[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation(); // before the editor takes Enter for a new line
    keys[event.key]();
  }, true);
  document.addEventListener("focusout", event => { if (list?.field === event.target) close(event.target); });
};
