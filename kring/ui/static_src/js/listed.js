// The lines of the list of suggestions.
import { word } from "./words.js";

export const line = (item, place, take) => {
  const option = document.createElement("li");
  option.id = `suggestion-${place}`;
  option.setAttribute("role", "option");
  option.textContent = item.label;
  if (item.hint) {
    const hint = document.createElement("small");
    hint.textContent = item.hint;
    option.append(hint);
  }
  // pointerdown, because a click would first take the focus out of the text
  option.addEventListener("pointerdown", event => { event.preventDefault(); take(place); });
  return option;
};

// A text box cannot be a combobox, so the number of suggestions is said in a line for screen readers.
export const status = count => {
  const said = document.createElement("p");
  said.className = "sr";
  said.setAttribute("role", "status");
  said.textContent = word("found", { n: count });
  return said;
};
