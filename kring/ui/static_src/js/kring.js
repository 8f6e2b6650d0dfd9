// Small extras. Every page works without this file.
import { markIcon } from "./badge.js";
import { watchCopies } from "./copy.js";
import { keepDrafts } from "./drafts.js";
import { watchFailures } from "./failures.js";
import { keepComposers } from "./keep.js";
import { keepShell } from "./installed.js";
import { foldLess } from "./less.js";
import { proposeKinds } from "./kinds.js";
import { listenLive } from "./live.js";
import { watchMenus } from "./menus.js";
import { switchMode } from "./mode.js";
import { showUnsent } from "./offline.js";
import { offerPasskeys, usePasskeys } from "./passkey.js";
import { watchPresses } from "./press.js";
import { offerPush } from "./push.js";
import { enrich } from "./rich.js";
import { fillRing } from "./seen.js";
import { guardSubmits } from "./submits.js";
import { suggestNames } from "./suggest.js";
import { timeToasts } from "./toast.js";
import { takeSuggestions } from "./suited.js";
import { watchTrays } from "./tray.js";

// Listeners sit on the document, so parts that arrive later work too; `arrived` runs for the page and each part.
guardSubmits();
watchPresses();
foldLess();
switchMode();
watchMenus();
watchFailures();
watchCopies();
suggestNames();
enrich();
proposeKinds();
takeSuggestions();
usePasskeys();
listenLive();
watchTrays();
keepComposers();

const arrived = root => {
  timeToasts(root);
  keepDrafts(root);
  fillRing(root);
  offerPasskeys(root);
  root.querySelectorAll("[data-copy][hidden]").forEach(button => { button.hidden = false; });
  root.querySelector("[data-first-focus]")?.focus();
};

const begin = () => {
  arrived(document);
  markIcon();
  keepShell();
  showUnsent();
  offerPush();
};

if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
document.addEventListener("htmx:load", event => {
  if (event.target !== document.body) arrived(event.target);
});
