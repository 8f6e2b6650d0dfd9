// Copies an address.
import { say } from "./toast.js";
import { word } from "./words.js";

export const watchCopies = () => {
  document.addEventListener("click", async event => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
      say(button.dataset.say);
    } catch {
      say(word("failed"));
    }
  });
};
