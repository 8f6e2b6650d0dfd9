// Buttons that are on or off change at once. When the server refuses they go back and say why.
import { post } from "./post.js";
import { say } from "./toast.js";

const show = (button, on) => {
  const number = button.querySelector("[data-n]");
  if (number && (button.getAttribute("aria-pressed") === "true") !== on) {
    const locale = document.documentElement.lang;
    const count = Number(number.textContent.replace(/\D/g, "")) + (on ? 1 : -1);
    number.textContent = count.toLocaleString(locale);
    number.hidden = count === 0;
  }
  button.setAttribute("aria-pressed", String(on));
  button.value = on ? "0" : "1";
};

const press = async button => {
  const on = button.getAttribute("aria-pressed") !== "true";
  show(button, on);
  button.dataset.busy = "";
  const refused = await post(button, on ? "1" : "0");
  delete button.dataset.busy;
  if (refused) {
    show(button, !on);
    say(refused);
  } else if (on && button.dataset.say) {
    say(button.dataset.say, () => button.click());
  }
};

export const watchPresses = () => {
  document.addEventListener("submit", event => {
    const button = event.submitter;
    if (event.target.id !== "deeds" || !button?.hasAttribute("aria-pressed")) return;
    event.preventDefault();
    if (!("busy" in button.dataset)) press(button);
  });
};
