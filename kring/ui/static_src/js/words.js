// Sentences come from the page, in its language; {name} in a sentence is filled in.
export const word = (name, values = {}) => {
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
};
