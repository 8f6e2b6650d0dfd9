// One press is one message: a form that is on its way cannot be sent again.
const release = form => {
  delete form.dataset.sending;
  form.querySelectorAll('[aria-busy="true"]').forEach(button => button.removeAttribute("aria-busy"));
};

const own = form => form.id === "deeds";

export const guardSubmits = () => {
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || own(form)) return;
    if ("sending" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "";
    event.submitter?.setAttribute("aria-busy", "true");
  }, true);
  // Back to this page from memory, or an answer that stayed on it: the form is free again.
  addEventListener("pageshow", event => {
    if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", event => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });
};
