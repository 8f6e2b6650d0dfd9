// Where the drafts of this device stand: under the person and the name of the text, with the page it was typed on.
const PREFIX = "kring.draft.";

export const viewer = () => document.documentElement.dataset.viewer ?? "";

export const mine = (name = "") => `${PREFIX}${viewer()}.${name}`;

const nameOf = field => mine(field.dataset.draft);

const names = () => Object.keys(localStorage).filter(name => name.startsWith(PREFIX));

const read = name => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
};

const put = (name, draft) => localStorage.setItem(name, JSON.stringify({ ...draft, at: Date.now() }));

export const draftOf = field => read(nameOf(field));

export const ageOf = name => Date.now() - (read(name)?.at ?? 0);

export const forget = test => names().filter(test).forEach(name => localStorage.removeItem(name));

export const forgetDraft = field => localStorage.removeItem(nameOf(field));

export const keepDraft = field => {
  const page = location.pathname + location.search;
  if (field.value === field.defaultValue) forgetDraft(field);
  else put(nameOf(field), { text: field.value, base: field.defaultValue, page });
};

export const unsentDrafts = () => names().map(name => [name, read(name)]).filter(([, draft]) => draft?.text);

export const changeDraft = (name, text) => {
  const { key, ...draft } = read(name) ?? {};
  if (text) put(name, { ...draft, text });
  else localStorage.removeItem(name);
};

const each = (form, act) => form?.querySelectorAll("[data-draft]").forEach(field => {
  const { key, ...draft } = draftOf(field) ?? {};
  if (draft.text) act(nameOf(field), draft, key);
});

// What is sent may have arrived although its answer never came. Sent again unchanged it carries the same key, by which
// the server knows it; once it is changed it is another text.
export const noteSent = form => {
  const key = form.elements.key?.value;
  if (key) each(form, (name, draft) => put(name, { ...draft, key }));
};

export const noteChanged = form => {
  each(form, (name, draft, key) => { if (key) put(name, draft); });
  const key = form?.elements.key;
  if (key?.dataset.own) key.value = key.dataset.own;
};

export const takeKey = (form, draft) => {
  const key = form?.elements.key;
  if (!draft.key || !key) return;
  key.dataset.own ??= key.value;
  key.value = draft.key;
};

export const guarded = act => {
  try {
    act();
  } catch (problem) {
    // Storage may be full or switched off by the browser; typing must go on.
    console.warn("draft not kept", problem);
  }
};
