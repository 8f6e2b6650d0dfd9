// Lets the browser keep the shell of Kring, a while after the page is there: it hurries nobody. Where nobody is signed
// in any more, what was kept goes.
import { word } from "./words.js";

const AFTER_LOAD = 3_000;

const guarded = async act => {
  try {
    await act();
  } catch (problem) {
    // Some browsers and some rules of an organisation allow none; everything works without it.
    console.info("the shell is not kept", problem);
  }
};

const keep = () => guarded(() => navigator.serviceWorker.register(word("worker"), { updateViaCache: "all" }));

const forget = () => guarded(async () => {
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map(worker => worker.unregister()));
  const names = await caches.keys();
  await Promise.all(names.map(name => caches.delete(name)));
});

export const keepShell = () => {
  if (!navigator.serviceWorker) return;
  if (word("worker")) addEventListener("load", () => setTimeout(keep, AFTER_LOAD));
  else if ("atDoor" in document.body.dataset) forget();
};
