// Keeps the shell of Kring on the device: sheet, script, fonts, marks and the page that says you are offline. Never
// anything that somebody wrote. `kring` stands above this file as the server gives it: version, offline, files,
// the two icons of a notice, the key for push and where a new address is told.
const { version, offline, files, icon, badge, key, moved } = self.kring;

const CACHE = `kring-shell-${version}`;
const SHELL = new Set(files.map(file => new URL(file, self.location).href));

// Fetched as somebody who is not signed in, so that nothing of a person can be in it.
const asNobody = address => new Request(address, { credentials: "omit", cache: "no-cache" });

const install = async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll([offline, ...files].map(asNobody));
  await self.skipWaiting();
};

const activate = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter(name => name !== CACHE).map(name => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
};

const kept = async (address, problem) => {
  const cache = await caches.open(CACHE);
  const found = await cache.match(address);
  if (!found) throw problem;
  return found;
};

const page = async event => {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (problem) {
    return kept(offline, problem);
  }
};

// The browser's own memory comes first; what is kept here is for when there is no connection.
const file = async request => {
  try {
    return await fetch(request);
  } catch (problem) {
    return kept(request.url, problem);
  }
};

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(activate()));
self.addEventListener("fetch", event => {
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (SHELL.has(event.request.url)) event.respondWith(file(event.request));
});

// A notice is said in words by the server; news of one conversation takes the place of what it said before.
const tell = ({ title, body, url, tag }) =>
  self.registration.showNotification(title, { body, tag, icon, badge, renotify: true, data: { url } });

const open = async address => {
  const wanted = new URL(address, self.location);
  if (wanted.origin !== self.location.origin) return;
  const [page] = await self.clients.matchAll({ type: "window" });
  if (!page) await self.clients.openWindow(wanted);
  else await (await page.focus()).navigate(wanted);
};

// The browser took its address for push away or changed it. Who has signed out since is not known there any more.
const move = async ({ oldSubscription: before, newSubscription: given }) => {
  const made = given ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = made.toJSON();
  const body = new URLSearchParams({ ...keys, endpoint, old: before?.endpoint ?? "" });
  await fetch(moved, { method: "POST", body, redirect: "manual" });
};

self.addEventListener("push", event => {
  if (event.data) event.waitUntil(tell(event.data.json()));
});
self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});
self.addEventListener("pushsubscriptionchange", event => {
  if (key) event.waitUntil(move(event));
});
