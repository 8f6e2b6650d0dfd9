// What comes from Word, Outlook, Google Docs or a web page, with only its structure left: no styles, pictures,
// classes or hidden text. Lists that Word writes as paragraphs become lists again.
import { DOMParser as Reader } from "@tiptap/pm/model";
import { safeAddress } from "./address.js";
import { listWords, styleOf } from "./word.js";

const GONE = "script, style, title, meta, link, xml, img, picture, svg, math, object, embed, iframe, template, noscript, "
  + "audio, video, canvas, head, select, input, textarea, colgroup, [aria-hidden='true'], [hidden]";
const SAME = ["p", "div", "ul", "ol", "li", "blockquote", "pre", "code", "br", "hr", "table", "tbody", "tr", "td", "th", "strong", "em", "s"];
const OTHER = { b: "strong", i: "em", strike: "s", del: "s", h1: "h3", h2: "h4", h3: "h4", h4: "h4", h5: "h4", h6: "h4", thead: "tbody", tfoot: "tbody" };
const BLOCK = "p, div, ul, ol, blockquote, pre, table, h3, h4, hr";
const ignored = element => /display:\s*none|mso-hide:\s*all|mso-list:\s*ignore/i.test(styleOf(element));

// Mail readers and search sites put their own address before the one that was meant.
const meant = href => {
  try {
    const { hostname, pathname, searchParams } = new URL(href);
    const google = /(^|\.)google\.\w+$/.test(hostname) && pathname === "/url" && searchParams.get("q");
    const outlook = hostname.endsWith(".safelinks.protection.outlook.com") && searchParams.get("url");
    return google || outlook || href;
  } catch {
    return href;
  }
};

const marksOf = element => {
  const style = styleOf(element);
  const name = OTHER[element.localName] ?? element.localName;
  const plain = name === "strong" && /(?<![\w-])font-weight:\s*(normal|[1-4]00)/i.test(style) || name === "em" && /(?<![\w-])font-style:\s*normal/i.test(style);
  const found = plain || !["strong", "em", "s"].includes(name) ? [] : [name];
  if (element.localName === "span" || element.localName === "font" || plain) {
    if (/(?<![\w-])font-weight:\s*(bold|[6-9]00)/i.test(style)) found.push("strong");
    if (/(?<![\w-])font-style:\s*italic/i.test(style)) found.push("em");
    if (/text-decoration[\w-]*:[^;]*line-through/i.test(style)) found.push("s");
  }
  return found;
};

const shells = element => {
  const name = OTHER[element.localName] ?? element.localName;
  if (name === "a") {
    const href = meant((element.getAttribute("href") ?? "").replaceAll("data-pasted-", ""));
    return safeAddress(href) ? [Object.assign(element.ownerDocument.createElement("a"), { href })] : [];
  }
  const names = ["strong", "em", "s"].includes(name) || !SAME.includes(name) && !/^h[34]$/.test(name) ? marksOf(element) : [name];
  const made = names.map(one => element.ownerDocument.createElement(one));
  if (name === "ol" && element.start > 1) made[0].setAttribute("start", element.start);
  return made;
};

const copy = (from, into) => {
  for (const node of [...from.childNodes]) {
    if (node.nodeType === 3) into.append(node.data.replace(/\u00a0/g, " ").replaceAll("data-pasted-", ""));
    if (node.nodeType !== 1 || ignored(node)) continue;
    const inner = shells(node).reduce((place, shell) => place.appendChild(shell), into);
    copy(node, inner);
  }
};

// Google Docs: a list within a list stands beside the item that it belongs to.
const nest = root => root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol").forEach(list => {
  if (list.previousElementSibling?.matches("li")) list.previousElementSibling.append(list);
});

const unwrap = element => element.replaceWith(...element.childNodes);

const tidy = root => {
  for (const table of root.querySelectorAll("table")) {
    if (table.querySelectorAll("td, th").length < 2) [...table.querySelectorAll("tbody, tr, td, th"), table].forEach(unwrap);
  }
  for (const cell of root.querySelectorAll("td, th")) {
    cell.querySelectorAll(`${BLOCK}, li, tbody, tr, td, th, br`).forEach(part => { part.before(" "); unwrap(part); });
    if (cell.parentNode.matches("tr:first-child") && cell.localName === "td") {
      const head = root.ownerDocument.createElement("th");
      head.append(...cell.childNodes);
      cell.replaceWith(head);
    }
  }
  for (const item of root.querySelectorAll("li")) {
    const [only, more] = item.querySelectorAll(":scope > p, :scope > div");
    if (only && !more) unwrap(only);
  }
  for (const pre of root.querySelectorAll("pre")) pre.textContent = pre.textContent.replace(/\n$/, "");
  for (const line of root.querySelectorAll("br")) if ([...line.parentNode.children].some(one => one.matches(BLOCK))) line.remove();
  for (const part of root.querySelectorAll("p, h3, h4, li, a")) if (!part.textContent.trim()) part.remove();
  return root;
};

const cleaned = dom => {
  dom.querySelectorAll(GONE).forEach(part => part.remove());
  listWords(dom);
  const root = dom.ownerDocument.createElement("div");
  copy(dom, root);
  nest(root);
  return tidy(root);
};

// The content policy would report styles and handlers while the markup is read, though nothing acts on them yet.
export const inert = html => html.replace(/<(\/?)style\b/gi, "<$1template")
  .replace(/<base\b/gi, "<x-base")
  .replace(/(^|[^\w-])(on\w+|style|src|srcset|poster)(?=\s*=)/gi, "$1data-pasted-$2");

class CleanReader extends Reader {
  parseSlice(dom, options) { return super.parseSlice(cleaned(dom), options); }
}

// Not `fromSchema`, which gives every class the one reader that the schema keeps.
export const cleanReader = schema => new CleanReader(schema, Reader.schemaRules(schema));
