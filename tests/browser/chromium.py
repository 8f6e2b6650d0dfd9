"""One way to start Chromium, and what every page shown in it must be free of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run")  # fmt: skip
UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"
AXE = """rules => axe.run(document,
  { resultTypes: ["violations", "incomplete"], preload: false, iframes: false, ...rules })"""
# Another colour changes nothing for all other rules: the markup and the sizes stay the same.
COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# What the content policy stops is kept in the page itself, also before any script of ours runs.
WATCH = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", event =>
  window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextmanager
def run_chromium() -> Iterator[Browser]:
    """A running Chromium; the database may be used meanwhile.

    The driver keeps an event loop in this thread, which Django would take for an asynchronous caller.
    """
    before = os.environ.get(UNSAFE)
    os.environ[UNSAFE] = "true"
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ[UNSAFE]


def violations(page: Page, rules: dict[str, Any] | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds on a page: the rule and the pieces of markup that break it; `rules` as COLOUR."""
    page.evaluate("document.fonts.ready")
    if not page.evaluate("'axe' in window"):
        page.evaluate((settings.BUILD / "axe" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(AXE, rules or {})
    assert rules or len(found["passes"]) > 10
    hits = [(hit["id"], [node["html"][:160] for node in hit["nodes"]]) for hit in found["violations"]]
    return hits + [
        ("invisible", markup) for hit in found["incomplete"] if (markup := _invisible(hit["nodes"]))
    ]


def _invisible(nodes: list[dict[str, Any]]) -> list[str]:
    """Text in exactly the colour of what lies behind it: axe is not sure that this is wrong, we are."""
    keys = [(node["html"][:160], [(one["data"] or {}) for one in node["any"]]) for node in nodes]
    return [html for html, data in keys if any("equalRatio" in str(one) for one in data)]


# A look-up that a newer one replaced, or during which the page was left: htmx calls that an error too. What
# really goes wrong has a line of its own.
ABANDONED = ("htmx:afterRequest,", "htmx:sendAbort,")


@dataclass
class Watch:
    """Listens to all pages of a context and keeps what must not happen; `expected` are words of errors
    that a test causes on purpose."""

    origin: str
    faults: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Begin to listen."""
        context.add_init_script(WATCH)
        context.on("request", self._request)
        context.on("console", lambda said: self._say(said.type, said.text, said.location))
        context.on("weberror", lambda wrong: self.faults.append(f"script: {wrong.error}"))

    def _request(self, request: Request) -> None:
        self.sent.append(request.url)
        address = urlsplit(request.url)
        if address.scheme != "blob" and f"{address.scheme}://{address.netloc}" != self.origin:
            self.faults.append(f"request to {request.url}")

    def _say(self, kind: str, text: str, where: dict[str, Any]) -> None:
        address = str(where.get("url", ""))
        # Nothing listens for live signals here; pages then ask by themselves.
        if kind != "error" or urlsplit(address).path == "/live/" or text.startswith(ABANDONED):
            return
        if not any(word in text for word in self.expected):
            self.faults.append(f"console: {text} {address}")

    def check(self, page: Page) -> list[str]:
        """All faults until now, with what the policy stopped on this page."""
        return self.faults + [f"policy: {line}" for line in page.evaluate("window.stopped")]
