// The text of the editor as Markdown in the server's dialect, and the other way by the server's own HTML.
import { DOMParser as Reader } from "@tiptap/pm/model";
import { linesOf } from "./writing.js";

const oneLine = node => linesOf(node).join(" ");

const fenced = node => {
  const longest = Math.max(2, ...(node.textContent.match(/`+/g) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  return [fence, ...node.textContent.split("\n"), fence];
};

const row = cells => `| ${cells.join(" | ")} |`;

const tableLines = node => {
  const rows = [];
  node.forEach(line => rows.push(line.children.map(cell => oneLine(cell.firstChild ?? cell).replaceAll("|", "\\|"))));
  if (!rows.length) return [];
  return [row(rows[0]), row(rows[0].map(() => "---")), ...rows.slice(1).map(row)];
};

const pad = (lines, start, rest) => lines.map((line, at) => ((at ? rest : start) + line).trimEnd());

// Two lists in a row need different signs, or they would become one.
const itemLines = (list, odd) => {
  const found = [];
  list.forEach((item, _offset, at) => {
    const sign = list.type.name === "bulletList" ? "-*"[odd] : `${list.attrs.start + at}${".)"[odd]}`;
    if (found.length && !list.attrs.tight) found.push("");
    const lines = blockLines(item, list.attrs.tight);
    found.push(...(lines.length ? pad(lines, `${sign} `, " ".repeat(sign.length + 1)) : [sign]));
  });
  return found;
};

const WRITERS = {
  paragraph: linesOf,
  heading: node => {
    const text = oneLine(node).replace(/#$/, "\\#");
    return text ? [`${"#".repeat(node.attrs.level - 2)} ${text}`] : [];
  },
  codeBlock: fenced,
  blockquote: node => pad(blockLines(node, false), "> ", "> "),
  horizontalRule: () => ["___"],
  table: tableLines,
  bulletList: itemLines,
  orderedList: itemLines,
};

// In a tight list a block stands right under the words of its item, unless it would be read as part of them, or
// of a block of its own kind.
const close = (node, before, lines, tight) => tight && !["paragraph", "table", before].includes(node.type.name)
  && (node.attrs.start ?? 1) === 1 && lines[0] !== "-";

const blockLines = (parent, tight) => {
  const found = [];
  let before = "";
  let odd = 0;
  parent.forEach(node => {
    odd = node.type.name === before ? 1 - odd : 0;
    const lines = WRITERS[node.type.name](node, odd);
    if (!lines.length) return;
    if (found.length && !close(node, before, lines, tight)) found.push("");
    found.push(...lines);
    before = node.type.name;
  });
  return found;
};

export const toMarkdown = doc => blockLines(doc, false).join("\n");

// An escaped @ or # names nobody. The page shows it like any other, so it travels as a sign of its own.
const LITERAL = { "@": "\ue000", "#": "\ue001" };
const mask = text => text.replace(/\\([^])/g, (whole, sign) => LITERAL[sign] ?? whole);

const unmask = root => {
  root.querySelectorAll("pre code").forEach(code => { code.textContent = code.textContent.replace(/\n$/, ""); });
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    text.data = text.data.replace(/\n/g, sign => text.parentNode.closest("pre") ? sign : " ");
    const inCode = text.parentNode.closest("code");
    const parts = text.data.split(/([\ue000\ue001])/).map(part => {
      const sign = part === "\ue000" ? "@" : part === "\ue001" ? "#" : "";
      if (!sign || inCode) return sign ? `\\${sign}` : part;
      const kept = root.ownerDocument.createElement("span");
      kept.dataset.literal = "";
      kept.append(sign);
      return kept;
    });
    text.replaceWith(...parts);
  }
};

// Asks the server for the HTML of a text; nobody else needs to know Markdown.
export const fromMarkdown = async (text, schema, { address, token }) => {
  let root = new DOMParser().parseFromString("", "text/html").body;
  if (text.trim()) {
    const body = new URLSearchParams({ source: mask(text), csrfmiddlewaretoken: token });
    const answer = await fetch(address, { method: "POST", body, redirect: "error" });
    if (!answer.ok) throw new Error(`text not read: ${answer.status}`);
    root = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    unmask(root);
  }
  return Reader.fromSchema(schema).parse(root);
};
