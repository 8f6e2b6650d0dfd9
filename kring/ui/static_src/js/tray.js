// Files beside a text: several at once with progress, dropped on the form too, moved without leaving the page.
import { atDoor } from "./post.js";
import { word } from "./words.js";

const AT_ONCE = 2;
const busy = new Set(); // files on their way, by their row
const waiting = [];

const tell = (tray, text) => { tray.querySelector("[data-tray-says]").textContent = text; };

const make = (tag, css, text = "") => {
  const found = document.createElement(tag);
  found.className = css;
  found.textContent = text;
  return found;
};

const bar = name => {
  const row = make("li", "tray-row");
  const box = make("div", "grow stack stack--s");
  const line = make("p", "", name);
  const progress = make("progress", "");
  progress.max = 1;
  progress.setAttribute("aria-label", name);
  box.append(line, progress);
  row.append(box);
  return row;
};

const failed = (row, text) => row.querySelector("progress").replaceWith(make("p", "error", text));

// XMLHttpRequest, because fetch does not say how far it is.
const send = ({ tray, file, row }) => {
  const form = tray.closest("form");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("key", row.dataset.key);
  body.append("file", file);
  const request = new XMLHttpRequest();
  const done = () => { busy.delete(row); next(); };
  request.upload.addEventListener("progress", event => { row.querySelector("progress").value = event.loaded / event.total; });
  request.addEventListener("load", () => {
    const answer = { status: request.status, url: request.responseURL, headers: new Headers() };
    if (atDoor(answer)) failed(row, word("signedOut"));
    else if (request.status === 200) arrived(tray, row, request.responseText);
    else failed(row, request.status === 422 ? request.responseText : word("failed"));
    done();
  });
  request.addEventListener("error", () => { failed(row, word("offline")); done(); });
  request.open("POST", tray.dataset.tray);
  request.send(body);
};

const arrived = (tray, row, html) => {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-file]");
  row.replaceWith(found);
  tell(tray, word("fileKept", { name: found.querySelector("strong").textContent }));
};

const next = () => {
  while (busy.size < AT_ONCE && waiting.length) {
    const one = waiting.shift();
    busy.add(one.row);
    send(one);
  }
};

const take = (tray, files) => {
  const list = tray.querySelector("[data-files]");
  const room = Number(tray.dataset.most) - list.children.length;
  tray.open = true;
  if (files.length > room) tell(tray, word("fileMost", { n: tray.dataset.most }));
  for (const file of [...files].slice(0, Math.max(room, 0))) {
    const row = bar(file.name);
    row.dataset.key = crypto.randomUUID();
    list.append(row);
    waiting.push({ tray, file, row });
  }
  next();
};

const move = button => {
  const row = button.closest("[data-file]");
  if (button.name === "file_up") row.previousElementSibling?.before(row);
  if (button.name === "file_down") row.nextElementSibling?.after(row);
  const stay = button.name === "file_off" ? row.closest("[data-tray]").querySelector("[type='file']") : button;
  if (button.name === "file_off") row.remove();
  stay.focus();
};

export const watchTrays = () => {
  if (!crypto.randomUUID) return; // an old browser, or no secure address: the form itself brings the files
  document.addEventListener("change", event => {
    const tray = event.target.matches("[type='file']") && event.target.closest("[data-tray]");
    if (!tray) return;
    take(tray, event.target.files);
    event.target.value = "";
  });
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[name='file_up'], [name='file_down'], [name='file_off']");
    if (!button) return;
    event.preventDefault();
    move(button);
  });
  for (const name of ["dragover", "drop"]) document.addEventListener(name, event => dropped(event));
  addEventListener("submit", event => {
    const tray = event.target.querySelector?.("[data-tray]");
    if (!tray || ![...busy, ...waiting.map(one => one.row)].some(row => tray.contains(row))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(tray, word("fileBusy"));
  }, true);
};

const dropped = event => {
  const tray = event.target.closest?.("form")?.querySelector("[data-tray]");
  if (!tray || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop") take(tray, event.dataTransfer.files);
};
