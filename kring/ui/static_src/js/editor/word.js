// Lists of Word.
export const styleOf = element => element.getAttribute("data-pasted-style") ?? "";
const LISTED = /mso-list:\s*l\d+\s+level(\d+)/i;
const markOf = paragraph => [...paragraph.querySelectorAll("[data-pasted-style]")].find(part => /mso-list:\s*ignore/i.test(styleOf(part)));
const levelOf = paragraph => paragraph?.localName === "p" ? Number(LISTED.exec(styleOf(paragraph))?.[1] ?? 0) : 0;

// A paragraph for each item, with its level in the style and its sign in the text.
export const listWords = root => {
  for (const paragraph of [...root.querySelectorAll("p")]) {
    const level = levelOf(paragraph);
    if (!level) continue;
    const kind = /^\s*\(?(\d+|[a-z]{1,4})[.)]/i.test(markOf(paragraph)?.textContent ?? "") ? "ol" : "ul";
    let place = paragraph.previousElementSibling;
    if (!place?.matches("[data-listed]")) {
      place = root.ownerDocument.createElement(kind);
      place.dataset.listed = "";
      paragraph.before(place);
    }
    for (let depth = 1; depth < level; depth += 1) {
      const item = place.lastElementChild ?? place.appendChild(root.ownerDocument.createElement("li"));
      const last = item.lastElementChild;
      place = last?.matches("ol, ul") ? last : item.appendChild(root.ownerDocument.createElement(kind));
    }
    const item = place.appendChild(root.ownerDocument.createElement("li"));
    item.append(...paragraph.childNodes);
    paragraph.remove();
  }
};
