// Where a link may point: the same as is_safe_address in kit/markup/safety.py, which has the last word.
const NO = "\\s\\x00-\\x20\\x7f\\\\<>\"`";
const SAFE = new RegExp(`^(?:https?://[^${NO}/?#@]+(?:[/?#][^${NO}]*)?|mailto:[^${NO}:@/?]+@[^${NO}:@/?]+(?:\\?[^${NO}]*)?|/(?!/)[^${NO}]*)$`, "i");
const PLAIN = /^https?:\/\/[!#-;=?-[\]_a-z~]+$/;

export const safeAddress = text => text.length <= 2000 && SAFE.test(text);

export const plainAddress = text => PLAIN.test(text);

export const destination = href => {
  const plain = href.replace(/&(?=[#A-Za-z])/g, "&amp;");
  return /[()]/.test(plain) ? `<${plain}>` : plain;
};

// What somebody typed as an address: "kring.nl" and "jan@kring.nl" are understood too. Empty when it cannot be one.
export const typedAddress = text => {
  const typed = text.trim();
  const found = [typed, /^[^\s@]+@[^\s@]+\.\w+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`].find(safeAddress);
  return typed && found ? found : "";
};
