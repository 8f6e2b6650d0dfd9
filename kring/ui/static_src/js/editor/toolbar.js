// The tools over the text: worded buttons, one stop for Tab, arrows walk them.
import { typedAddress } from "./address.js";
import { TOOLS } from "./tools.js";

const make = (tag, values = {}, ...inside) => {
  const found = Object.assign(document.createElement(tag), values);
  found.append(...inside);
  return found;
};

const icon = (name, sheet) => {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  drawing.setAttribute("class", "i");
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sheet}#${name}`);
  drawing.append(use);
  return drawing;
};

// The line for the address of a link; it stands under the tools.
const linkLine = (editor, word, close) => {
  const field = make("input", { type: "text", inputMode: "url", autocomplete: "off" });
  field.value = editor.getAttributes("link").href ?? "";
  field.setAttribute("aria-label", word("linkAddress"));
  field.placeholder = word("linkAddress");
  const set = () => {
    const href = typedAddress(field.value);
    const whole = editor.chain().focus().extendMarkRange("link");
    if (!field.value.trim()) whole.unsetMark("link").run();
    else if (!href) return field.setAttribute("aria-invalid", "true");
    else if (editor.state.selection.empty && !editor.isActive("link")) {
      editor.chain().focus().insertContent({ type: "text", text: field.value.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
    } else whole.setMark("link", { href }).run();
    return close();
  };
  field.addEventListener("keydown", event => {
    if (event.key === "Enter") { event.preventDefault(); set(); }
    if (event.key === "Escape") { close(); editor.commands.focus(); }
  });
  const done = make("button", { type: "button", textContent: word("linkSet") });
  done.addEventListener("click", set);
  return [make("div", { className: "tools" }, field, done), field];
};

export const makeToolbar = ({ editor, word, sheet, tray, leave }) => {
  const element = make("div", { className: "tools" });
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", word("tools"));
  let line = null;
  const bar = {
    element, tray, leave,
    expand: () => { element.toggleAttribute("data-open"); update(); },
    askLink: () => {
      if (line) { line.remove(); line = null; return; }
      const [made, field] = linkLine(editor, word, () => { line?.remove(); line = null; });
      element.after(line = made);
      field.focus();
    },
  };
  const tools = TOOLS.filter(tool => !tool.needs || bar[tool.needs]).map(tool => {
    const button = make("button", { type: "button", className: tool.css ?? "" }, ...(tool.icon ? [icon(tool.icon, sheet), " "] : []), word(tool.word));
    // The text keeps its selection and, on a phone, its keyboard.
    button.addEventListener("mousedown", event => event.preventDefault());
    button.addEventListener("click", () => { roam(button); tool.act(editor, bar); });
    element.append(button);
    return { tool, button };
  });
  const shown = () => tools.filter(one => !one.button.hidden).map(one => one.button);
  const roam = to => tools.forEach(({ button }) => { button.tabIndex = button === to ? 0 : -1; });
  const update = () => {
    const open = element.hasAttribute("data-open");
    for (const { tool, button } of tools) {
      if (tool.on) button.setAttribute("aria-pressed", String(tool.on(editor)));
      if (tool.expands) button.setAttribute("aria-expanded", String(open));
      button.hidden = Boolean(tool.more && !open || tool.inTable && !editor.isActive("table"));
    }
  };
  element.addEventListener("keydown", event => {
    const all = shown();
    const at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    roam(next);
    next.focus();
  });
  roam(tools[0].button);
  editor.on("transaction", update);
  update();
  return element;
};
