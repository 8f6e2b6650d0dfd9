// Passkeys: the device makes or opens one, the form carries the result. Forms say with data-passkey whether one is
// made ("make") or used ("use"); the options of the server stand in data-options, or are fetched from data-from.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));

const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

const toMake = options => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: withBytes(options.excludeCredentials),
});

const toUse = options => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: withBytes(options.allowCredentials),
});

// What the server reads, also from browsers that cannot write it themselves.
const asRecord = made => {
  const { response } = made;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment,
    clientExtensionResults: made.getClientExtensionResults(),
    response: parts,
  };
};

const optionsOf = async form => {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.from, {
    credentials: "same-origin", headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).request_options.publicKey;
};

const ask = async form => {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "make") return navigator.credentials.create({ publicKey: toMake(options) });
  return navigator.credentials.get({ publicKey: toUse(options) });
};

const show = (form, failed) => {
  const line = form.querySelector("[data-passkey-failed]");
  if (line) line.hidden = !failed;
};

const start = async form => {
  const button = form.querySelector("[type=submit]");
  button.setAttribute("aria-busy", "true");
  show(form, false);
  try {
    form.elements.credential.value = JSON.stringify(asRecord(await ask(form)));
    form.submit(); // past the listener below: this time it really goes
  } catch {
    // Turned away by the person, the device or the line: all the same for the page, nothing has changed.
    button.removeAttribute("aria-busy");
    delete form.dataset.sending;
    show(form, true);
  }
};

export const usePasskeys = () => {
  document.addEventListener("submit", event => {
    if (!event.target.matches("[data-passkey]")) return;
    event.preventDefault();
    start(event.target);
  });
};

// Without passkeys in the browser the form stays away, and with it a button that could not work.
export const offerPasskeys = root => {
  if (!window.PublicKeyCredential) return;
  root.querySelectorAll("[data-passkey][hidden]").forEach(form => { form.hidden = false; });
  root.querySelectorAll("[data-no-passkey]").forEach(note => { note.hidden = true; });
};
