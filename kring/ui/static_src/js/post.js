// Sends one form behind the page. Answers "" when the server did it, else the sentence that says why not.
import { word } from "./words.js";

export const post = async (form, submitter) => {
  const body = new FormData(form);
  if (submitter?.name) body.set(submitter.name, submitter.value);
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body, credentials: "same-origin", headers: { "HX-Request": "true", Accept: "text/html" },
    });
    if (atDoor(answer)) return word("signedOut");
    if (answer.ok) return "";
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
