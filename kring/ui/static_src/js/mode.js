// Light or dark changes at once; the server remembers it.
import { post } from "./post.js";
import { say } from "./toast.js";

const root = document.documentElement;

const dark = () => (root.dataset.mode
  ? root.dataset.mode === "dark"
  : matchMedia("(prefers-color-scheme: dark)").matches);

export const switchMode = () => {
  document.addEventListener("submit", async event => {
    const button = event.submitter;
    if (!button?.matches("[data-mode-switch]")) return;
    event.preventDefault();
    const before = root.dataset.mode;
    const mode = dark() ? "light" : "dark";
    root.dataset.mode = mode;
    document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", mode);
    const refused = await post(button, mode);
    if (!refused) return;
    if (before) root.dataset.mode = before;
    else delete root.dataset.mode;
    say(refused);
  });
};
