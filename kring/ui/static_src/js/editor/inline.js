// The inside of a paragraph cut into pieces: marks that open and shut in an order that nests, without blanks at
// their edges, as Markdown wants them.
import { destination, plainAddress } from "./address.js";

const SIGNS = { bold: "*", italic: "*", strike: "~" };

const blank = cell => cell.sign === "\n" || /\s/.test(cell.sign);

// One cell for each sign, with the names of its marks.
const cellsOf = parent => {
  const cells = [];
  parent.forEach(node => {
    const marks = node.marks.filter(mark => mark.type.name in SIGNS).map(mark => mark.type.name);
    const link = node.marks.find(mark => mark.type.name === "link")?.attrs.href ?? "";
    const code = node.marks.some(mark => mark.type.name === "code");
    const literal = node.marks.some(mark => mark.type.name === "literal");
    for (const sign of node.isText ? node.text : "\n") cells.push({ sign, marks: new Set(marks), link, code, literal });
  });
  return cells;
};

const runs = (cells, same) => {
  const found = [];
  cells.forEach((cell, at) => {
    if (at && same(cells[at - 1], cell)) found.at(-1).push(cell);
    else found.push([cell]);
  });
  return found;
};

// Emphasis may not begin or end with a blank.
const trim = cells => {
  for (const name of Object.keys(SIGNS)) {
    for (const run of runs(cells, (a, b) => a.marks.has(name) === b.marks.has(name))) {
      if (!run[0].marks.has(name)) continue;
      for (const cell of run) if (blank(cell) && !cell.code) cell.marks.delete(name); else break;
      for (const cell of run.toReversed()) if (blank(cell) && !cell.code) cell.marks.delete(name); else break;
    }
  }
  return cells;
};

const codeOf = text => {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(text) && text.trim() ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
};

const leafOf = run => {
  const [{ code, literal, link }] = run;
  const text = run.map(cell => cell.sign).join("");
  if (code) return { raw: codeOf(text.replaceAll("\n", " ")) };
  if (literal) return { raw: text.replace(/[@#]/g, "\\$&") };
  return text === "\n" ? { raw: link ? " " : "\n" } : { text, link };
};

const leaves = cells => runs(cells, (a, b) => a.code === b.code && a.literal === b.literal
  && (a.sign === "\n") === (b.sign === "\n")).map(leafOf);

// How far a mark goes on from here: the longest is opened first, so that fewer are cut.
const reach = (groups, from, name) => {
  let at = from;
  while (at < groups.length && (name === "link" ? groups[at].link === groups[from].link : groups[at].marks.has(name))) at += 1;
  return at;
};

const grouped = cells => runs(cells, (a, b) => a.link === b.link && [...a.marks].join() === [...b.marks].join())
  .map(run => ({ link: run[0].link, marks: run[0].marks, run }));

const piecesOf = cells => {
  const groups = grouped(cells);
  const pieces = [];
  const open = [];
  const shut = () => {
    const { name, sign, href } = open.pop();
    pieces.push(name === "link" ? { raw: `](${destination(href)})` } : { shut: sign });
  };
  groups.forEach((group, at) => {
    const words = group.run.map(cell => cell.sign).join("");
    const bare = group.link === words && (plainAddress(words) || "");
    const wanted = new Set([...group.marks, ...(group.link && !bare ? ["link"] : [])]);
    const stays = open.findIndex(({ name, href }) => !wanted.has(name) || (href ?? group.link) !== group.link);
    while (stays >= 0 && open.length > stays) shut();
    const fresh = [...wanted].filter(name => !open.some(one => one.name === name));
    fresh.sort((a, b) => reach(groups, at, b) - reach(groups, at, a) || (a === "link" ? -1 : b === "link" ? 1 : a > b ? -1 : 1));
    for (const name of fresh) {
      if (name === "link") { open.push({ name, href: group.link }); pieces.push({ raw: "[" }); continue; }
      const star = pieces.at(-1)?.shut?.[0] === "*" ? "_" : SIGNS[name];
      const sign = name === "italic" ? star : name === "bold" ? star.repeat(2) : "~~";
      open.push({ name, sign });
      pieces.push({ open: sign });
    }
    pieces.push(...(bare ? [{ raw: `<${words}>`, bare: words }] : leaves(group.run)));
  });
  while (open.length) shut();
  return pieces;
};

// The pieces of a paragraph: text, raw Markdown, and marks that open or shut.
export const pieces = parent => piecesOf(trim(cellsOf(parent)));
