"""Foreign texts in our own form: Markdown, rendered and cleaned as everything that is written here."""

import re
from dataclasses import dataclass
from typing import Final

from kring.kit.markup import SOURCE_LIMIT, TooLong, from_html, render

# What one character, line or tag of foreign HTML can become at most (an escape; eight nested lists).
_PER_SIGN: Final = 2
_PER_BREAK: Final = 80
_LONGEST_HTML: Final = 1_000_000
_SPELT: Final = {"+": "-plus-", "#": "-sharp-", "&": "-and-", "*": "-star-"}


@dataclass(frozen=True)
class Rendered:
    """A text: as Markdown, as HTML and as plain words."""

    source: str
    html: str
    text: str


def from_markdown(source: str) -> Rendered:
    """Render Markdown of people from elsewhere: an @ or # in it means nobody and nothing here.

    Raises TooLong above 40,000 characters.
    """
    rendered = render(source, people={}, topics={})
    return Rendered(source, rendered.html, rendered.text)


def from_body(body: str) -> Rendered:
    """Render the HTML of a foreign text. Raises TooLong for more than Kring keeps."""
    return from_markdown(from_html(body))


def is_too_large(body: str) -> bool:
    """Whether a foreign text is longer than Kring keeps; exact, and quick for all but the longest."""
    most = _PER_SIGN * len(body) + _PER_BREAK * (body.count("\n") + body.count("<"))
    if most <= SOURCE_LIMIT:
        return False
    if len(body) > _LONGEST_HTML:
        return True
    try:
        from_body(body)
    except TooLong:
        return True
    return False


def is_blank(body: str) -> bool:
    """Whether a foreign text shows nothing at all."""
    return not re.sub(r"<(?!img|hr)[^>]*>|\s|&nbsp;", "", body)


def topic_name(tag: str) -> str:
    """The name of a tag with letters only, so that c, c++ and c# stay three topics; may be empty."""
    spelt = "".join(_SPELT.get(sign, sign) for sign in tag)
    return spelt.strip("-")
