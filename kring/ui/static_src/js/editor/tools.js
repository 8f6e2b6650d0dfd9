// What the tools over the text do.
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable } from "@tiptap/pm/tables";

// The words of this paragraph, up to the cursor.
export const before = editor => {
  const { $from } = editor.state.selection;
  return $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
};

const table = () => ({
  type: "table",
  content: [0, 1, 2].map(row => ({
    type: "tableRow",
    content: [0, 1].map(() => ({ type: row ? "tableCell" : "tableHeader", content: [{ type: "paragraph" }] })),
  })),
});
// A new table gets the cursor in its first cell.
const addTable = editor => {
  chain(editor).insertContent(table()).run();
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table") editor.commands.setTextSelection($from.start(depth) + 3);
  }
};
const chain = editor => editor.chain().focus();
const onTable = act => editor => { editor.view.focus(); act(editor.state, editor.view.dispatch); };
const level = number => ({
  on: editor => editor.isActive("heading", { level: number }),
  act: editor => chain(editor).toggleHeading({ level: number }).run(),
});
const plain = (name, act) => ({ on: editor => editor.isActive(name), act: editor => chain(editor)[act]().run() });

// Name of the word, icon, what it does; `more` stands behind "More", `inTable` shows only in a table.
export const TOOLS = [
  { word: "toolBold", icon: "bold", ...plain("bold", "toggleBold") },
  { word: "toolList", icon: "list", ...plain("bulletList", "toggleBulletList") },
  { word: "toolLink", icon: "link", on: editor => editor.isActive("link"), act: (_editor, bar) => bar.askLink() },
  { word: "toolPhoto", icon: "image", needs: "tray", act: (_editor, bar) => bar.tray.click() },
  { word: "toolName", icon: "at", act: editor => chain(editor).insertContent(/\S$/.test(before(editor)) ? " @" : "@").run() },
  { word: "toolMore", icon: "menu", expands: true, act: (_editor, bar) => bar.expand() },
  { word: "toolItalic", more: true, ...plain("italic", "toggleItalic") },
  { word: "toolHeading", more: true, ...level(3) },
  { word: "toolSubheading", more: true, ...level(4) },
  { word: "toolNumbers", more: true, ...plain("orderedList", "toggleOrderedList") },
  { word: "toolQuote", more: true, ...plain("blockquote", "toggleBlockquote") },
  { word: "toolCode", more: true, ...plain("codeBlock", "toggleCodeBlock") },
  { word: "toolTable", more: true, on: editor => editor.isActive("table"), act: editor => editor.isActive("table")
    ? onTable(deleteTable)(editor) : addTable(editor) },
  { word: "toolRow", more: true, inTable: true, act: onTable(addRowAfter) },
  { word: "toolColumn", more: true, inTable: true, act: onTable(addColumnAfter) },
  { word: "toolRowOff", more: true, inTable: true, act: onTable(deleteRow) },
  { word: "toolColumnOff", more: true, inTable: true, act: onTable(deleteColumn) },
  { word: "toolPlain", css: "textbtn", act: (_editor, bar) => bar.leave() },
];
