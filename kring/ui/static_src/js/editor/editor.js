// The editor over a text box. The box stays the truth: what is typed here is written into it as Markdown at once,
// so drafts, guards and forms know nothing of an editor.
import { Editor, getSchema } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { fromMarkdown, toMarkdown } from "./markdown.js";
import { cleanReader, inert } from "./paste.js";
import { extensions } from "./schema.js";
import { files, labelled, placeOf } from "./surface.js";
import { makeToolbar } from "./toolbar.js";
import { before } from "./tools.js";

// Typing goes on while the server reads the text; then it is read again.
const read = async (field, schema, reading) => {
  for (;;) {
    const text = field.value;
    const doc = await fromMarkdown(text, schema, reading);
    if (field.value === text && !field.dataset.composing) return { text, doc };
  }
};

// A text read and written again; it must show the same as before.
export const rewritten = async (text, reading) => toMarkdown(await fromMarkdown(text, getSchema(extensions()), reading));

export const start = async (field, { word, suggest, plain }) => {
  const { form } = field;
  const reading = { address: word("read"), token: form.elements.csrfmiddlewaretoken.value };
  const all = extensions(field.placeholder);
  const first = await read(field, getSchema(all), reading);
  const had = document.activeElement === field;
  const cursor = field.selectionStart;
  const hints = field.closest(".field")?.querySelectorAll("[data-plain]") ?? [];
  const frame = document.createElement("div");
  frame.className = "editor";
  const tray = form.querySelector("[data-tray] [type='file']");
  const editor = new Editor({
    element: frame, extensions: all, content: first.doc.toJSON(), injectCSS: false,
    editorProps: {
      attributes: labelled(field),
      handlePaste: (_view, event) => files(tray, event),
      handleDrop: (_view, event) => Boolean(event.dataTransfer?.files.length),
      transformPastedHTML: inert,
    },
  });
  editor.setOptions({ editorProps: { ...editor.options.editorProps, clipboardParser: cleanReader(editor.schema) } });
  const box = editor.view.dom;
  let base = { text: first.text, markdown: toMarkdown(first.doc), shown: first.text };
  let own = false;

  const fresh = async () => {
    if (own || field.value === base.shown) return;
    try {
      const { text, doc } = await read(field, editor.schema, reading);
      editor.commands.setContent(doc.toJSON(), { emitUpdate: false });
      base = { text, markdown: toMarkdown(doc), shown: text };
    } catch (problem) {
      console.warn("plain text only", problem);
      end();
    }
  };
  const write = () => {
    const markdown = toMarkdown(editor.state.doc);
    const text = markdown === base.markdown ? base.text : markdown;
    if (text !== field.value) {
      own = true;
      base.shown = field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      own = false;
    }
    suggest.look(box);
  };
  const stop = new AbortController();
  const focus = () => fresh().then(() => { if (!editor.isDestroyed) editor.commands.focus(); });
  const end = () => {
    const place = toMarkdown(editor.state.doc.cut(0, editor.state.selection.from)).length;
    stop.abort();
    hints.forEach(hint => { hint.hidden = false; });
    editor.destroy();
    frame.remove();
    field.classList.replace("sr", "input");
    field.removeAttribute("tabindex");
    field.removeAttribute("aria-hidden");
    return place;
  };
  const leave = () => {
    const place = end();
    plain(field);
    field.focus();
    field.setSelectionRange(place, place);
  };

  suggest.adopt(box, {
    place: frame,
    before: () => before(editor),
    replace: (count, text) => {
      const { from } = editor.state.selection;
      editor.chain().focus().deleteRange({ from: from - count, to: from }).insertContent(text).run();
    },
  });
  frame.prepend(makeToolbar({ editor, word, sheet: word("icons"), tray, leave }));
  field.before(frame);
  field.classList.replace("input", "sr");
  hints.forEach(hint => { hint.hidden = true; });
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  field.addEventListener("focus", focus, { signal: stop.signal });
  field.addEventListener("input", fresh, { signal: stop.signal });
  form.addEventListener("reset", () => setTimeout(fresh), { signal: stop.signal });
  editor.on("update", write);
  if (!had) return;
  const place = editor.state.doc.resolve(placeOf(first.doc, first.text, cursor));
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(place, -1)));
  editor.view.focus();
};
