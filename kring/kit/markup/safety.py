"""The one sanitiser, the rule for link addresses and the limit on length."""

import re
from typing import Final

import nh3

SOURCE_LIMIT: Final = 40_000
# Parsing HTML takes time by the square of its depth: 10,000 tags are a third of a second at worst.
_TAG_LIMIT: Final = 10_000
_ADDRESS_LIMIT: Final = 2_000

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_CLASSES = {"a": {"mention", "topic"}}
_VALUES = {"th": {"scope": {"col", "row"}}}
# Dropped with all they hold; of every other unknown tag the text stays.
_DROPPED_WHOLE = {"script", "style", "template", "noscript", "iframe", "noembed", "noframes", "title", "xmp"}

# No blanks, controls or backslashes anywhere: browsers skip or turn these, so "/\t/host" would leave us.
# No angle brackets or quotes either: an address can then never look like a tag (_DEAD_LINK counts on it).
_ADDRESS = re.compile(
    r"""(?: https?://[^\s\x00-\x20\x7f\\<>"`/?#@]+(?:[/?#][^\s\x00-\x20\x7f\\<>"`]*)?
        | mailto:[^\s\x00-\x20\x7f\\<>"`:@/?]+@[^\s\x00-\x20\x7f\\<>"`:@/?]+(?:\?[^\s\x00-\x20\x7f\\<>"`]*)?
        | /(?!/)[^\s\x00-\x20\x7f\\<>"`]*
        )""",
    re.IGNORECASE | re.VERBOSE,
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEAD_LINK = re.compile(r'<a(?: class="[^"]*")?>(.*?)</a>', re.DOTALL)
# Attribute values leave the sanitiser with every quote escaped, so this matches whole start tags only.
_FOREIGN_LINK = re.compile(r'<a((?: class="[^"]*")? href="https?:[^"]*"(?: class="[^"]*")?)>', re.IGNORECASE)


class TooLong(ValueError):
    """The text has more than SOURCE_LIMIT characters, or the HTML too many tags."""


def is_safe_address(address: str) -> bool:
    """Tell whether a link may point there: http, https, mailto or a path on this site."""
    return len(address) <= _ADDRESS_LIMIT and _ADDRESS.fullmatch(address) is not None


def writable(text: str) -> str:
    """Return the text with signs that no page or database can hold replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def clean(html: str) -> str:
    """Return the HTML with only our own few tags and attributes left; text of other tags stays.

    Links keep only safe addresses; links to other sites get rel="nofollow noopener noreferrer".
    Raises TooLong for more than 10,000 tags.
    """
    refuse_too_many_tags(html)
    return clean_own(html)


def refuse_too_many_tags(html: str) -> None:
    """Raise TooLong for HTML that would take long to parse."""
    count = html.count("<")
    if count > _TAG_LIMIT:
        raise TooLong(f"{count} tags; the limit is {_TAG_LIMIT}.")


def clean_own(html: str) -> str:
    """Clean HTML of our own renderer, which is never deep and may hold thousands of mentions."""
    safe = nh3.clean(
        writable(html),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        tag_attribute_values=_VALUES,
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
        link_rel=None,
    )
    if "<a" not in safe:
        return safe
    return _FOREIGN_LINK.sub(r'<a\1 rel="nofollow noopener noreferrer">', _DEAD_LINK.sub(r"\1", safe))


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if is_safe_address(value) else None
    if (tag, attribute) == ("ol", "start"):
        return value if re.fullmatch(r"[0-9]{1,6}", value) else None
    return value
