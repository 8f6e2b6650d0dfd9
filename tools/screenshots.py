"""Pictures of the main pages of a running demo world, for the documents and for looking at one's work.

PYTHONPATH=. .venv/bin/python tools/screenshots.py http://127.0.0.1:8000 --out /tmp/pictures
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import CHROMIUM, QUIET

DEMO_PASSWORD = "waterrijk-demo"
PAGES = {
    "timeline": "/",
    "questions": "/?lane=questions",
    "compose": "/threads/new/?kind=question",
    "people": "/people/",
    "departments": "/departments/",
    "groups": "/groups/",
    "search": "/search/?q=vergunning",
    "notices": "/notices/",
    "settings": "/settings/",
    "security": "/settings/security/",
    "welcome": "/welcome/",
}
# Where the first link of a page leads: (page, selector of the link).
FIRST = {
    "question": ("/?lane=questions&state=accepted", ".item h3 a"),
    "profile": ("/people/", ".people a"),
    "group": ("/groups/", "main li h2 a"),
}
SIZES = {"1280": (1280, 900), "390": (390, 844)}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def sign_in(page: Page, origin: str, slug: str) -> None:
    """Through the front door, which gets its picture too."""
    page.goto(f"{origin}/accounts/login/")
    page.fill("input[type=email]", f"{slug}@waterrijk.example")
    page.fill("input[type=password]", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def take(page: Page, origin: str, wanted: set[str], out: Path, name: str) -> None:
    """All wanted pages as this window shows them; `name` ends each file name."""
    addresses = dict(PAGES)
    for title, (start, link) in FIRST.items():
        if not wanted or title in wanted:
            page.goto(origin + start)
            found = page.locator(link).first
            addresses[title] = found.get_attribute("href", timeout=5000) or "/"
    for title, path in addresses.items():
        if not wanted or title in wanted:
            page.goto(origin + path)
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(200)
            page.screenshot(path=out / f"{title}-{name}.png")


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("origin", help="address of a running Kring with the demo world")
    parser.add_argument("--out", type=Path, default=Path("pictures"))
    parser.add_argument("--who", default="noor", help="who looks, by the name before the @")
    parser.add_argument("--size", action="append", choices=SIZES, help="default: both")
    parser.add_argument("--mode", action="append", choices=["light", "dark"], help="default: both")
    parser.add_argument("page", nargs="*", help="some of the pages only")
    asked = parser.parse_intermixed_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for size in asked.size or SIZES:
            for mode in asked.mode or ("light", "dark"):
                width, height = SIZES[size]
                viewport = {"width": width, "height": height}
                context = browser.new_context(viewport=viewport, color_scheme=mode, locale="nl-NL")
                page = context.new_page()
                sign_in(page, asked.origin.rstrip("/"), asked.who)
                take(page, asked.origin.rstrip("/"), set(asked.page), asked.out, f"{size}-{mode}")
                context.close()


if __name__ == "__main__":
    main()
