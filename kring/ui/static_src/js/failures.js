// A part of the page that could not be fetched says so; a lost session leads to the front door.
import { atDoor } from "./post.js";
import { say } from "./toast.js";
import { word } from "./words.js";

export const watchFailures = () => {
  document.addEventListener("htmx:beforeSwap", event => {
    const { xhr } = event.detail;
    if (!atDoor({ status: xhr.status, url: xhr.responseURL })) return;
    event.detail.shouldSwap = false;
    say(word("signedOut"));
  });
  document.addEventListener("htmx:responseError", () => say(word("failed")));
  document.addEventListener("htmx:sendError", () => say(word("offline")));
  document.addEventListener("htmx:timeout", () => say(word("offline")));
};
