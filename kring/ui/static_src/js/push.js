// Has this browser told of notices. It asks for permission after a press on the button, and never by itself.
import { word } from "./words.js";

const show = (part, state) => {
  part.querySelectorAll("[data-push-state]").forEach(line => { line.hidden = line.dataset.pushState !== state; });
  part.querySelector("[data-push-form]").hidden = ["unable", "denied"].includes(state);
};

const state = () => {
  if (!navigator.serviceWorker || !window.PushManager || !window.Notification) return "unable";
  return Notification.permission === "denied" ? "denied" : "";
};

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));

const asText = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const subscribe = async key => {
  await navigator.serviceWorker.register(word("worker"), { updateViaCache: "all" });
  const worker = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  const known = await worker.pushManager.getSubscription();
  // One made with an earlier key of ours would be of no use.
  if (known && asText(known.options.applicationServerKey) !== key) await known.unsubscribe();
  return worker.pushManager.subscribe(wanted);
};

const turnOn = async (part, form) => {
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      show(part, state());
      return;
    }
    const made = await subscribe(part.dataset.push);
    form.elements.endpoint.value = made.endpoint;
    for (const name of ["p256dh", "auth"]) form.elements[name].value = asText(made.getKey(name));
    form.submit();
  } catch (problem) {
    console.warn("no push", problem);
    show(part, "failed");
  }
};

export const offerPush = () => {
  const part = document.querySelector("[data-push]");
  const form = part?.querySelector("[data-push-form]");
  if (!form) return;
  show(part, state());
  form.addEventListener("submit", async event => {
    event.preventDefault();
    await turnOn(part, form);
    // The guard of forms took this for a form on its way.
    delete form.dataset.sending;
    event.submitter?.removeAttribute("aria-busy");
  });
};
