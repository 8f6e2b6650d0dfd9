"""What a page of another site says of itself, as plain words that can turn or hide nothing."""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Final

TITLE_LENGTH: Final = 200
SITE_LENGTH: Final = 80
DESCRIPTION_LENGTH: Final = 300
# Tags are cut out one by one: a parser that gets a whole hostile page may take the square of its length.
_HEAD: Final = 128 * 1024
_META = re.compile(r"<meta\s[^<>]{0,4000}>", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,200})?>([^<]{0,2000})", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """Title, site and description of a page; what it does not say is empty."""

    title: str
    site: str
    description: str


def head_of(html: str) -> Head:
    """Read title, site and description from the beginning of a page."""
    head = html[:_HEAD]
    said = _Metas()
    for tag in _META.finditer(head):
        said.feed(tag[0])
    found = _TITLE.search(head)
    title = said.words.get("og:title") or (unescape(found[1]) if found else "")
    description = said.words.get("og:description") or said.words.get("description", "")
    return Head(
        _plain(title, TITLE_LENGTH),
        _plain(said.words.get("og:site_name", ""), SITE_LENGTH),
        _plain(description, DESCRIPTION_LENGTH),
    )


class _Metas(HTMLParser):
    """The first value of each named meta tag."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a meta tag says."""
        told = dict(attrs)
        name = (told.get("property") or told.get("name") or "").lower()
        if tag == "meta" and name:
            self.words.setdefault(name, told.get("content") or "")


def _plain(text: str, length: int) -> str:
    """One line without controls or signs that turn the direction, cut at `length` characters."""
    line = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
