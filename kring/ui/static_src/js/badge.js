// How much news there is, on the page and on the icon of the installed Kring.
const read = badge => (badge && !badge.hidden ? Number(badge.firstChild.data.replace(/\D/g, "")) : 0);

const mark = count => {
  if (!navigator.setAppBadge) return;
  const done = count ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  done.catch(problem => console.warn("no number on the icon", problem));
};

export const showNotices = count => {
  const badge = document.querySelector("[data-notices]");
  if (!badge) return;
  badge.hidden = !count;
  badge.firstChild.data = count.toLocaleString(document.documentElement.lang);
  mark(count);
};

// At the front door nobody is known, so nobody has news.
export const markIcon = () => {
  const badge = document.querySelector("[data-notices]");
  if (badge || document.body.hasAttribute("data-at-door")) mark(read(badge));
};
