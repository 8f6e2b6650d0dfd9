// While somebody writes, the server keeps the composer as a draft, and the address leads back to it. What the server
// has, the device can forget; without a connection the device goes on keeping it.
import { rebaseDraft } from "./drafts.js";

const WAIT = 1500;
const timers = new WeakMap();

const texts = form => [...form.querySelectorAll("[data-draft]")];

const save = async form => {
  // A form that is on its way is placed, not kept.
  if (!form.isConnected || "sending" in form.dataset) return;
  const body = new FormData(form);
  body.delete("files");
  const sent = new Map(texts(form).map(field => [field, field.value]));
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST", body, credentials: "same-origin", headers: { "HX-Request": "true", Accept: "text/plain" },
    });
    const kept = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/plain");
    const said = kept ? await answer.text() : decodeURIComponent(answer.headers.get("X-Reason") ?? "");
    form.querySelector("[data-kept]").textContent = said;
    if (!kept || !said) return;
    history.replaceState(history.state, "", `${form.dataset.keep}${body.get("key")}/`);
    sent.forEach((text, field) => rebaseDraft(field, text));
  } catch {
    form.querySelector("[data-kept]").textContent = "";
  }
};

export const keepComposers = () => {
  for (const name of ["input", "change"]) {
    document.addEventListener(name, event => {
      const form = event.target.closest("form[data-keep]");
      if (!form) return;
      clearTimeout(timers.get(form));
      timers.set(form, setTimeout(() => save(form), WAIT));
    });
  }
};
