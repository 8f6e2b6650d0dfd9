// What the editor takes over from the text box.
import { toMarkdown } from "./markdown.js";

const letters = text => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

// The same place in the text: as many letters and digits stand before it.
export const placeOf = (doc, text, cursor) => {
  if (cursor === text.length) return doc.content.size;
  const wanted = letters(text.slice(0, cursor));
  let [low, high] = [0, doc.content.size];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (letters(toMarkdown(doc.cut(0, middle))) <= wanted) low = middle;
    else high = middle - 1;
  }
  if (/\S/.test(text.slice(0, cursor).slice(-1))) while (doc.textBetween(Math.max(low - 1, 0), low) === " ") low -= 1;
  return low;
};

export const labelled = field => {
  const names = [...field.labels].map((label, at) => label.id ||= `${field.id}_label${at || ""}`);
  const found = { role: "textbox", "aria-multiline": "true", class: "input prose", "aria-labelledby": names.join(" ") };
  for (const name of ["aria-describedby", "aria-invalid", "data-suggest", "lang", "dir"]) {
    if (field.hasAttribute(name)) found[name] = field.getAttribute(name);
  }
  if (field.required) found["aria-required"] = "true";
  return found;
};

// Files go to the tray beside the text.
export const files = (tray, event) => {
  const found = event.clipboardData?.files ?? event.dataTransfer?.files;
  if (!tray || !found?.length || event.clipboardData?.getData("text/html")) return false;
  tray.files = found;
  return tray.dispatchEvent(new Event("change", { bubbles: true }));
};
