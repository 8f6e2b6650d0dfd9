// Pieces of a paragraph as lines of Markdown. Rules for escaping are those of kit/markup/inline.py. Emphasis that
// the signs around it would spoil ("a**(b)**") is kept by writing the sign beside it as an entity.
import { pieces } from "./inline.js";

const ALNUM = "\\p{L}\\p{N}";
const ANYWHERE = `[\\\\\`*~]|(?<![${ALNUM}])_|_(?![${ALNUM}])|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])|\\](?=\\()|!(?=\\[)`;
const OUTSIDE = new RegExp(ANYWHERE, "gu");
const IN_LINK = new RegExp(`${ANYWHERE}|[\\[\\]]`, "gu");
const LINE_START = /^(?:#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|=+\s*$|>|\||:(?=-))/;
const RISKY = /[\p{P}\p{S}]/u;
const CALM = /[\s\p{P}!-/:-@[-`{-~]/u;

const first = text => String.fromCodePoint(text.codePointAt(0));
const last = text => [...text.slice(-2)].at(-1);
const entity = sign => `&#${sign.codePointAt(0)};`;

// The sign that touches a mark from this side; marks of the same sort are looked past.
const beside = (all, from, step, kind) => {
  let at = from + step;
  while (all[at]?.[kind]) at += step;
  return { piece: all[at], mixed: all.slice(Math.min(from, at), Math.max(from, at)).some(one => one[kind] && one[kind][0] !== all[from][kind][0]) };
};

const signOf = (piece, step) => {
  const text = piece?.text ?? piece?.raw ?? piece?.open ?? piece?.shut ?? "\n";
  return text && (step > 0 ? first(text) : last(text));
};

// Which texts must hide their first or last sign so that the marks beside them work.
const protect = all => {
  all.forEach((piece, at) => {
    const kind = "open" in piece ? "open" : "shut";
    if (!(kind in piece)) return;
    const out = kind === "open" ? -1 : 1;
    const outer = beside(all, at, out, kind);
    const inner = beside(all, at, -out, kind);
    const sign = signOf(outer.piece, out);
    const weak = piece[kind][0] === "_" || outer.mixed || inner.mixed || RISKY.test(signOf(inner.piece, -out));
    if (weak && !CALM.test(sign) && "text" in outer.piece) outer.piece[out < 0 ? "hideLast" : "hideFirst"] = true;
  });
  return all;
};

const textOf = (all, at) => {
  const { text, link, hideFirst, hideLast } = all[at];
  const start = hideFirst ? first(text) : "";
  const end = hideLast && (text !== start) ? last(text) : "";
  const middle = text.slice(start.length, text.length - end.length);
  const touches = !link && /[!\]]$/.test(middle) && /[[(]/.test(signOf(all[at + 1], 1));
  const written = middle.replace(link ? IN_LINK : OUTSIDE, "\\$&").replace(touches ? /.$/ : /(?!)/, "\\$&");
  return (start && entity(start)) + written + (end && entity(end));
};

// An address that stands free is written as it is; the server makes it a link.
const rawOf = (all, at) => {
  const { raw, bare } = all[at];
  const free = [signOf(all[at - 1], -1), signOf(all[at + 1], 1)].every(sign => /\s/.test(sign));
  return bare && free && /[\w/]$/.test(bare) ? bare : raw;
};

const startOf = line => LINE_START.test(line) ? `\\${line}` : line.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

const trimmed = line => line.replace(/^[ \t\r\f]+|[ \t\r\f]+$/g, "");

// The lines of one paragraph; none when nothing shows.
export const linesOf = parent => {
  const all = protect(pieces(parent));
  const whole = all.map((piece, at) => piece.text !== undefined ? textOf(all, at)
    : piece.raw !== undefined ? rawOf(all, at) : piece.open ?? piece.shut).join("");
  return whole.split("\n").map(trimmed).filter(Boolean).map(startOf);
};
