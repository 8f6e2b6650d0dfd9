// What somebody types may look like another kind of item. It is said once, and left alone when nobody wants it.
const STARTS = {
  idea: /^\s*(idee|idea|voorstel|zullen we|laten we|wat als we|kunnen we niet|ik stel voor|what if we|let's|shall we|how about)\b/iu,
  praise: /(\b(bedankt|dank je|dankjewel|compliment|chapeau|petje af|in het zonnetje|thank you|thanks|well done|kudos)\b[^\n]*@[\p{L}\d]|@[\p{L}\d.]+[^\n]*\b(bedankt|dank je|compliment|goed gedaan|mooi gedaan|thanks|well done)\b)/iu,
  question: /^([^.\n]{8,}\?(\s|$)|[^\n]{8,}\?\s*(\n|$))/u,
};
const LISTED = /\?[^\n]*\n+(\s*[-*•]|\s*\d+[.)])\s+\S[^\n]*\n(\s*[-*•]|\s*\d+[.)])\s+\S/u;

// The kind that a text looks like, or "" for a message like any other.
export const kindOf = text => {
  if (LISTED.test(text)) return "poll";
  if (STARTS.praise.test(text)) return "praise";
  if (STARTS.idea.test(text)) return "idea";
  return STARTS.question.test(text) ? "question" : "";
};

const chosen = form => form.querySelector("[name='kind']:checked");

const look = form => {
  const texts = ["title", "source"].map(name => form.elements.namedItem(name)?.value ?? "");
  const kind = chosen(form)?.value === "message" ? kindOf(texts.filter(Boolean).join("\n")) : "";
  form.querySelectorAll("[data-proposal]").forEach(line => {
    line.hidden = line.dataset.proposal !== kind || "left" in form.dataset;
  });
};

const answer = (form, line, button) => {
  if ("leave" in button.dataset) form.dataset.left = "";
  else form.querySelector(`[name='kind'][value='${line.dataset.proposal}']`).click();
  look(form);
  chosen(form).focus();
};

let timer = 0;
export const proposeKinds = () => {
  for (const name of ["input", "change"]) {
    document.addEventListener(name, event => {
      const form = event.target.closest("[data-proposing]");
      if (!form) return;
      clearTimeout(timer);
      timer = setTimeout(() => look(form), name === "input" ? 400 : 0);
    });
  }
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-proposal] button");
    if (button) answer(button.closest("form"), button.closest("[data-proposal]"), button);
  });
};
