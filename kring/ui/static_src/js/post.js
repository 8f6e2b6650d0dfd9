// Does the deed of a button behind the page. Answers "" when the server did it, else the sentence that says why not;
// what the server says of the deed itself goes to `told`.
import { word } from "./words.js";

export const post = async (button, value, told = () => {}) => {
  const body = new FormData(button.form);
  body.set(button.name, value);
  try {
    const answer = await fetch(button.getAttribute("formaction"), {
      method: "POST", body, credentials: "same-origin", headers: { "HX-Request": "true", Accept: "text/html" },
    });
    if (atDoor(answer)) return word("signedOut");
    if (answer.ok) {
      const said = answer.headers.get("X-Said");
      if (said) told(decodeURIComponent(said));
      return "";
    }
    return (answer.status === 403 && (await reason(answer))) || word("failed");
  } catch {
    return word("offline");
  }
};

// An expired session leads to the front door, or is refused with 401.
export const atDoor = answer => {
  const door = document.documentElement.dataset.door;
  const path = answer.url ? new URL(answer.url, location.href).pathname : "";
  return answer.status === 401 || Boolean(door && path === door);
};

// A refusal says why in a header, so that no page has to be read.
const reason = async answer => decodeURIComponent(answer.headers.get("X-Reason") ?? "");
