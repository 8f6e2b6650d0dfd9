// What the composer suggests is taken over or put away on the page itself. The server is asked again by the change.
const took = field => {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

const TAKE = {
  take_where: (form, slug) => {
    const choice = form.querySelector(`[name='where'][value='${CSS.escape(slug)}']`);
    choice.click();
    choice.focus();
  },
  take_topic: ({ elements: { topics } }, slug) => {
    topics.value = `${topics.value} #${slug}`.trim();
    took(topics);
  },
  settle: (form, value) => {
    form.elements.settled.value = value;
    took(form.querySelector("[name='where']:checked") ?? form.elements.topics);
  },
};

export const takeSuggestions = () => {
  document.addEventListener("click", event => {
    const button = event.target.closest("#suited button");
    if (!button) return;
    event.preventDefault();
    TAKE[button.name](button.form, button.value);
    (button.closest("p") ?? button).remove();
  });
};
