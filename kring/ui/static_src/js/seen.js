// The day as a ring: a dot fills when its item has been in view.
export const fillRing = root => {
  const ring = root.querySelector("[data-seen]");
  // What stands folded counts for all that is behind its line.
  const items = [...document.querySelectorAll(".feed .item, .feed [data-items]")];
  const count = some => some.reduce((sum, item) => sum + Number(item.dataset.items ?? 1), 0);
  const total = count(items);
  if (!ring || !items.length) return;
  ring.hidden = false;
  const dots = ring.querySelectorAll("circle");
  const line = ring.querySelector("[data-word]");
  const seen = new Set();
  const watcher = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) seen.add(entry.target);
    const here = count([...seen]);
    const filled = Math.floor((here / total) * dots.length);
    dots.forEach((dot, place) => dot.classList.toggle("on", place < Math.max(filled, here ? 1 : 0)));
    line.textContent = here >= total
      ? ring.dataset.all
      : ring.dataset.some.replace("{n}", here).replace("{total}", total);
  }, { threshold: 0.5 });
  items.forEach(item => watcher.observe(item));
};
