// Tells that there is something new, and never puts it on the page by itself. One tab of a browser listens for
// all; when there is nothing to listen to, it asks once a minute.
import { showNotices } from "./badge.js";
import { word } from "./words.js";

const MINUTE = 60_000;
const AFTER_LOAD = 2_000;
// Everybody hears the same news at once, and should not ask at once.
const SPREAD = 3_000;
const FIRST_WAIT = 5_000;
let asked = 0;
let visits = 0;
let stale = false;
let ended = false;
let source = null;
let tell = () => {};

const later = (act, wait) => setTimeout(() => { if (!ended) act(); }, wait);

const end = () => {
  ended = true;
  source?.close();
};

const json = async address => {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
  if (answer.ok) return answer.json();
  // A redirect leads to the door: this person is signed out.
  if (answer.type === "opaqueredirect" || answer.status === 403) end();
  throw new Error(String(answer.status));
};

const showFresh = (box, count) => {
  if (!count) return;
  const text = word(count === 1 ? "freshOne" : "fresh", { n: count });
  let link = box.querySelector("a");
  if (!link) {
    link = document.createElement("a");
    link.className = "btn section";
    link.href = location.pathname + location.search;
  } else {
    // Said once; the number goes on in silence.
    box.setAttribute("aria-live", "off");
  }
  link.textContent = text;
  box.append(link);
};

const look = async () => {
  stale = document.hidden;
  if (stale || ended) return;
  const mine = ++asked;
  const box = document.querySelector("main [data-news]");
  try {
    const found = await json(box?.dataset.news ?? word("news"));
    if (mine !== asked) return;
    showNotices(found.notices);
    if (box) showFresh(box, found.fresh);
  } catch {
    stale = true; // asked again when the page is looked at, or at the next news
  }
};

const soon = () => later(look, Math.random() * SPREAD);

const connect = async (failures = 0) => {
  let wait = Math.min(FIRST_WAIT * 2 ** failures, 10 * MINUTE);
  const again = (tries, pause) => {
    source?.close();
    later(() => connect(tries), pause);
  };
  try {
    const { ticket, address } = await json(word("ticket"));
    source = new EventSource(`${address}?ticket=${encodeURIComponent(ticket)}`);
  } catch {
    again(failures + 1, wait);
    return;
  }
  source.addEventListener("hello", event => {
    failures = -1;
    wait = Number(event.data);
    if (visits) tell(); // what came by in between
    visits += 1;
  });
  source.addEventListener("news", () => tell());
  source.addEventListener("bye", event => { tell(); again(0, Number(event.data)); });
  // The ticket is used up by then, so the browser's own way back would lead nowhere.
  source.addEventListener("error", () => again(failures + 1, wait));
};

const lead = () => {
  if (ended) return;
  connect();
  setInterval(() => { if (!ended && source?.readyState !== EventSource.OPEN) tell(); }, MINUTE);
};

const begin = () => {
  const name = `kring-live-${document.documentElement.dataset.viewer}`;
  document.addEventListener("visibilitychange", () => { if (stale) look(); });
  tell = soon;
  // Plain addresses of other machines know no locks: there each tab asks for itself.
  if (!navigator.locks) {
    setInterval(soon, MINUTE);
    return;
  }
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", soon);
  tell = () => { channel.postMessage(""); soon(); };
  navigator.locks.request(name, () => { lead(); return new Promise(() => {}); });
};

export const listenLive = () => {
  if (document.documentElement.dataset.viewer && word("ticket")) later(begin, AFTER_LOAD);
};
