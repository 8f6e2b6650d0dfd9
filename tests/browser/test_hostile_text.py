"""Hostile text in every field, shown by a real browser: nothing acts, leaves or bursts the page."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page

from kring.kit.tests.hostile import ATTRIBUTES, TAGS
from kring.shell.web import csp
from tests.browser.hostile import EACH, Trap, payloads
from tests.browser.site import Site, running_site

# Whatever a payload calls leaves a mark.
HOOKS = """
window.fired = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...words) => window.fired.push(`${name}(${words})`);
navigator.sendBeacon = address => window.fired.push(`beacon ${address}`);
"""
JUDGE = """([tags, attributes, origin]) => {
  const faults = [...window.fired];
  const acting = ["href", "src", "action", "formaction", "data", "xlink:href"];
  for (const element of document.querySelectorAll("*")) for (const { name, value } of element.attributes) {
    if (/^(data-)?(hx-)?on(?!ce)[a-z:]/.test(name) || name === "style" || name === "srcdoc")
      faults.push(`${name}=${value}`);
    if (acting.includes(name) && /^[\\s\\x00-\\x20]*(javascript|data|vbscript):/i.test(value))
      faults.push(`${name}=${value}`);
  }
  for (const element of document.querySelectorAll(".prose *")) {
    if (!tags.includes(element.localName)) faults.push(`<${element.localName}>`);
    for (const { name } of element.attributes)
      if (!(attributes[element.localName] ?? []).includes(name))
        faults.push(`<${element.localName} ${name}>`);
  }
  const odd = "iframe, object, embed, frame, applet, base, math, audio, video, marquee, .prose [hx-get], "
    + "meta[http-equiv], script:not([src^='/s/ui/'])";
  for (const element of document.querySelectorAll(odd)) faults.push(element.outerHTML.slice(0, 99));
  for (const form of document.forms) if (!form.action.startsWith(origin)) faults.push(form.action);
  if (document.scripts.length !== 1) faults.push("scripts");
  return faults;
}"""
PHONE = {"width": 390, "height": 844}
ALLOWED = [sorted(TAGS), {tag: sorted(names) for tag, names in ATTRIBUTES.items()}]
RealSet = Callable[[str], Path]


def look(site: Site, page: Page, who: str, path: str) -> list[str]:
    """Open a page and those behind it; what is wrong there."""
    site.sign_in(page.context, who)
    wrong, pages = [], 0
    where: str | None = path
    while where and pages < 8:
        page.goto(where)
        seen = page.evaluate(JUDGE, [*ALLOWED, site.origin])
        wrong += [f"{where}: {fault}" for fault in seen + page.evaluate("window.stopped")]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]:
            wrong.append(f"{where}: {wide} wide")
        wrong += [] if unquote(page.url) == unquote(site.origin + where) else [f"{where} went to {page.url}"]
        following = page.locator(".pager a[rel=next]")
        where = following.get_attribute("href") if following.count() else None
        where = where and page.evaluate("href => { const to = new URL(href, location); "
                                        "return to.pathname + to.search; }", where)  # fmt: skip
        pages += 1
    return wrong


def test_nothing_acts(site: Site, real_set: RealSet) -> None:
    with running_site(site.browser, "hostile") as own:
        trap = Trap(own.cast, payloads(real_set("hostile-text")))
        assert len(trap.texts) > 3000
        assert len(trap.short) >= EACH
        spring(own, trap)


def spring(site: Site, trap: Trap) -> None:
    """Put the hostile text everywhere and look at every page that shows it."""
    trap.set_up()
    csp.reports.clear()
    wrong: list[str] = []
    with site.page(viewport=PHONE) as (page, watch):
        page.add_init_script(HOOKS)
        page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        for who, path in trap.visits:
            wrong += look(site, page, who, path)
        page.wait_for_timeout(1500)  # for what waits a moment before it acts
    print(json.dumps({"payloads": len(trap.texts), "visits": len(trap.visits)}))
    assert wrong + watch.faults + csp.reports == []
