// What a text can hold: exactly what the server's Markdown can show, and nothing else.
import { Extension, Mark, Node, textblockTypeInputRule } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Code } from "@tiptap/extension-code";
import { CodeBlock } from "@tiptap/extension-code-block";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Text } from "@tiptap/extension-text";
import { Gapcursor, Placeholder, TrailingNode, UndoRedo } from "@tiptap/extensions";
import { Plugin } from "@tiptap/pm/state";
import { tableEditing } from "@tiptap/pm/tables";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { safeAddress } from "./address.js";

// Page headings are h1 and h2, so # is h3 and ## is h4, as the server makes them. In a composer there may be no h2
// above it, so here it is said to be one level higher.
const Headings = Heading.extend({
  renderHTML: ({ node: { attrs: { level } } }) => [`h${level}`, { "aria-level": level - 1 }, 0],
  addInputRules() {
    return [3, 4].map(level => textblockTypeInputRule({
      find: new RegExp(`^#{${level - 2}}\\s$`), type: this.type, getAttributes: { level },
    }));
  },
}).configure({ levels: [3, 4] });

const tight = {
  default: true,
  rendered: false,
  parseHTML: list => ![...list.children].some(item => [...item.children].some(part => part.matches("p"))),
};
const withTight = { addAttributes() { return { ...this.parent?.(), tight }; } };
const start = { default: 1, parseHTML: list => Number(list.getAttribute("start") ?? 1) };
const Numbers = OrderedList.extend({ addAttributes: () => ({ start, tight }) });

// Tab leaves the editor; Mod-] and Mod-[ move an item in and out.
const Item = ListItem.extend({
  content: "block+",
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  priority: 1000,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: link => safeAddress(link.getAttribute("href")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const Literal = Mark.create({
  name: "literal",
  inclusive: false,
  parseHTML: () => [{ tag: "span[data-literal]" }],
  renderHTML: () => ["span", { "data-literal": "" }, 0],
});

const part = (name, tag, content, tableRole, more = {}) => Node.create({
  name,
  content,
  ...more,
  parseHTML: () => [{ tag }],
  renderHTML: () => [tag, tableRole === "table" ? ["tbody", 0] : 0],
  extendNodeSchema: extension => extension.name === name ? { tableRole } : {},
});
// The editing of tables asks for these; Markdown has no cells over more than one row or column.
const single = () => ({
  colspan: { default: 1, rendered: false }, rowspan: { default: 1, rendered: false }, colwidth: { default: null, rendered: false },
});
const cell = { isolating: true, addAttributes: single };
const Tables = [
  part("table", "table", "tableRow+", "table", { group: "block", isolating: true, addProseMirrorPlugins: () => [tableEditing(), unnamed()] }),
  part("tableRow", "tr", "(tableCell | tableHeader)+", "row"),
  part("tableCell", "td", "paragraph", "cell", cell),
  part("tableHeader", "th", "paragraph", "header_cell", cell),
];

// A heading that says nothing yet heads nothing: until something stands in it, it is a cell like any other.
const unnamed = () => new Plugin({
  props: {
    decorations: ({ doc }) => {
      const found = [];
      doc.descendants((node, at) => {
        const empty = node.type.name === "tableHeader" && !node.textContent.trim();
        if (empty) found.push(Decoration.node(at, at + node.nodeSize, { role: "cell" }));
        return !node.isTextblock;
      });
      return DecorationSet.create(doc, found);
    },
  },
});

// A cell holds one paragraph: Enter does nothing there.
const Keys = Extension.create({
  name: "keys",
  addKeyboardShortcuts() { return { Enter: () => this.editor.isActive("table") }; },
});

export const extensions = placeholder => [
  Document, Text, Paragraph, Headings, Bold, Italic, Strike, Code.extend({ excludes: "" }), Link, Literal, HardBreak,
  CodeBlock.configure({ languageClassPrefix: null }), Blockquote, HorizontalRule, BulletList.extend(withTight), Numbers,
  Item, ListKeymap, ...Tables, Keys, UndoRedo, Gapcursor, TrailingNode, Placeholder.configure({ placeholder }),
];
