"""The gallery shows every component in both languages, well-formed and with a word on every button."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory

from kring.ui.web.views import PAGES, gallery

PARTS = Path(__file__).resolve().parents[1] / "jinja2/ui/parts.jinja"
VOID = {"meta", "link", "input", "img", "br", "use", "circle", "hr"}


class Page(HTMLParser):
    """Notes open tags, ids, headings, and the words inside buttons and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.controls: list[str] = []
        self.headings: list[int] = []
        self.forms: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("button", "a", "summary"):
            self.controls.append(found.get("aria-label") or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"button", "a", "summary"}.intersection(self.open):
            self.controls[-1] += data.strip()


@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize("look", ["lang=nl", "lang=en&mode=dark", "lang=nl&mode=light&theme=brick"])
def test_page_is_well_formed(page: str, look: str) -> None:
    html = gallery(RequestFactory().get(f"/ui/?{look}"), page=page).content.decode()
    seen = Page(html)
    assert seen.open == []
    assert [name for name in seen.ids if seen.ids.count(name) > 1] == []
    assert all(seen.controls)
    assert seen.headings.count(1) == 1
    steps = zip(seen.headings, seen.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert (' data-mode="dark"' in html) == ("dark" in look)
    assert ("theme-brick" in html) == ("brick" in look)


def test_dutch_leaves_no_english_behind() -> None:
    english = gallery(RequestFactory().get("/ui/?lang=en"), page="parts").content.decode()
    dutch = gallery(RequestFactory().get("/ui/?lang=nl"), page="parts").content.decode()
    assert 'lang="en"' in english
    assert "Skip to the content" in english
    assert "Naar de inhoud" in dutch
    assert not re.search(r"Less of this|Undo|Search for|Who can read", dutch)


def test_every_component_is_shown() -> None:
    made = set(re.findall(r"{% set (\w+) =", PARTS.read_text()))
    used = "".join(path.read_text() for path in PARTS.parent.glob("*.jinja") if path.name != "parts.jinja")
    assert {name for name in made if not re.search(rf"\b(ui\.)?{name}\(", used)} == set()


def test_an_unknown_page_is_not_there() -> None:
    with pytest.raises(Http404):
        gallery(RequestFactory().get("/ui/secret/"), page="secret")
