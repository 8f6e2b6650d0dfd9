// The page that says you are offline shows what is not sent yet, and lets somebody go on writing it. It stays on this
// device; the page on which it was begun takes it over.
import { changeDraft, guarded, unsentDrafts } from "./kept.js";

const box = (list, name, draft) => {
  const text = document.createElement("textarea");
  text.className = "input";
  text.rows = draft.text.includes("\n") || draft.text.length > 80 ? 7 : 2;
  text.value = draft.text;
  text.setAttribute("aria-label", list.dataset.label);
  text.addEventListener("input", () => guarded(() => changeDraft(name, text.value)));
  return text;
};

const moment = at => {
  const line = document.createElement("p");
  line.className = "meta";
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  line.textContent = format.format(at);
  return line;
};

const card = (list, page, drafts) => {
  const part = document.createElement("section");
  part.className = "card stack";
  const link = document.createElement("a");
  link.className = "btn";
  link.href = page;
  link.textContent = list.dataset.goOn;
  const acts = document.createElement("div");
  acts.className = "acts";
  acts.append(link);
  const boxes = drafts.map(([name, draft]) => box(list, name, draft));
  part.append(...boxes, moment(Math.max(...drafts.map(([, { at }]) => at))), acts);
  return part;
};

const here = () => {
  document.querySelectorAll("[data-when]").forEach(part => {
    part.hidden = (part.dataset.when === "online") !== navigator.onLine;
  });
};

export const showUnsent = () => {
  const list = document.querySelector("[data-unsent]");
  if (!list) return;
  here();
  for (const name of ["online", "offline"]) addEventListener(name, here);
  guarded(() => {
    const pages = new Map();
    for (const draft of unsentDrafts()) {
      const page = draft[1].page ?? "/";
      pages.set(page, [...(pages.get(page) ?? []), draft]);
    }
    list.append(...[...pages].map(([page, drafts]) => card(list, page, drafts)));
    list.hidden = !pages.size;
  });
};
