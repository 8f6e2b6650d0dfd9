// The day as a ring: a dot fills when its item has been in view.
export const fillRing = root => {
  const ring = root.querySelector("[data-seen]");
  const items = [...document.querySelectorAll(".feed .item")];
  if (!ring || !items.length) return;
  ring.hidden = false;
  const dots = ring.querySelectorAll("circle");
  const line = ring.querySelector("[data-word]");
  const seen = new Set();
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) seen.add(entry.target);
    const filled = Math.floor((seen.size / items.length) * dots.length);
    dots.forEach((dot, place) => dot.classList.toggle("on", place < Math.max(filled, seen.size ? 1 : 0)));
    line.textContent = seen.size >= items.length
      ? ring.dataset.all
      : ring.dataset.some.replace("{n}", seen.size).replace("{total}", items.length);
  }, { threshold: 0.5 });
  items.forEach(item => watcher.observe(item));
};
