"""Markdown to HTML: mentions, topics, bare addresses, limited headings, pictures as links."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from kring.kit.markup.plain import to_text
from kring.kit.markup.safety import SOURCE_LIMIT, TooLong, clean_own, is_safe_address, writable
from kring.kit.names import fold

_NESTING: Final = 40
_FIRST_HEADING, _LAST_HEADING = 3, 4
_HANDLE = r"[A-Za-z0-9]++(?:[.\-][A-Za-z0-9]++)*+"
_SPECIAL = re.compile(
    rf"""(?<![^\W_])(?P<address>https?://[^\s<>"\\]+)
      | (?<![\w.@/+\-])@(?P<handle>{_HANDLE})(?![\w@])
      | (?<![\w\#&/\-])\#(?=[\w\-]*[^\W\d_])(?P<slug>[^\W_]++(?:-[^\W_]++)*+)(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The parser would strip or encode these, and so make a link of what was meant to slip by.
_ODD_ADDRESS = re.compile(r"^\s|[\x00-\x1f\x7f\\]")
_LOOSE_ENDS = frozenset(".,;:!?'*_~…»”’|")


@dataclass(frozen=True)
class PersonRef:
    """A person, group or department as a mention shows it; `url` is the address of its page."""

    handle: str
    name: str
    url: str


@dataclass(frozen=True)
class TopicRef:
    """A topic as a text shows it; `url` is the topic's page."""

    slug: str
    name: str
    url: str


@dataclass(frozen=True)
class Rendered:
    """Safe HTML for the page and the same as plain text for search and excerpts."""

    html: str
    text: str


def render(source: str, *, people: Mapping[str, PersonRef], topics: Mapping[str, TopicRef]) -> Rendered:
    """Turn Markdown into safe HTML; `people` is keyed by handle, `topics` by slug.

    Mentions and topics that are not in the mappings stay text. Raises TooLong.
    """
    tokens = _parse(source)
    _limit_headings(tokens)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.children is not None:
            token.children = list(_with_links(token.children, people, topics))
    html = clean_own(_RENDERER.render(tokens, _PARSER.options, {}))
    return Rendered(html=html, text=to_text(html))


def find_mentions(source: str) -> tuple[str, ...]:
    """Return what is named after an @, lower case, each once, in order. Raises TooLong.

    A name with a hyphen may be a group's or department's, or a person's before a hyphen: both are returned.
    """
    found = _find(source, "handle", "@", str.lower)
    return tuple(dict.fromkeys(name for whole in found for name in (whole, whole.partition("-")[0])))


def find_topics(source: str) -> tuple[str, ...]:
    """Return the slugs named after a #, folded, each once, in order. Raises TooLong."""
    return _find(source, "slug", "#", topic_slug)


def topic_slug(text: str) -> str:
    """Return the slug of a topic as somebody typed it: "Café-beleid" becomes "cafe-beleid"."""
    return fold(text).replace(" ", "-")


def _normal_address(address: str) -> str:
    """Return the address encoded for a page; empty (so no link) when it holds odd signs."""
    return "" if _ODD_ADDRESS.search(address) else normalizeLink(address)


def _parser() -> MarkdownIt:
    options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": _NESTING}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    # Definitions at the foot can blow a small text up to megabytes, and hide what was written.
    parser.disable(["reference", "html_block", "html_inline"])
    # Joining is done by us, since an escaped @ must not become a mention.
    parser.disable("text_join")
    parser.normalizeLink = _normal_address  # type: ignore[method-assign,assignment]
    parser.validateLink = is_safe_address  # type: ignore[method-assign,assignment]
    parser.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    return parser


_PARSER = _parser()
_RENDERER = RendererHTML()
_FLAT_PARSER = _parser().disable(["blockquote", "list", "code"])
_LINKLESS_PARSER = _parser().disable(["link", "image"])
# The search for the end of a link looks again at every open bracket: 20,000 of them take over a second.
_BRACKET_LIMIT: Final = 4_000


def _parse(source: str) -> list[Token]:
    if len(source) > SOURCE_LIMIT:
        raise TooLong(f"{len(source)} characters; the limit is {SOURCE_LIMIT}.")
    text = writable(source)
    parser = _PARSER if text.count("[") < _BRACKET_LIMIT else _LINKLESS_PARSER
    tokens = parser.parse(text)
    # The parser leaves out what is nested too deep. Nobody's words may vanish, so show such a text flat.
    if any(token.level >= _NESTING - 1 for token in tokens):
        return _FLAT_PARSER.parse(text)
    return tokens


def _limit_headings(tokens: list[Token]) -> None:
    """Map headings to h3 and h4, never skipping a level (the page owns h1 and h2)."""
    lowest = _FIRST_HEADING
    for token in tokens:
        if token.type == "heading_open":
            wanted = int(token.tag[1:]) + _FIRST_HEADING - 1
            level = min(wanted, lowest, _LAST_HEADING)
            lowest = max(lowest, min(level + 1, _LAST_HEADING))
            token.tag = f"h{level}"
        elif token.type == "heading_close":
            token.tag = f"h{level}"


def _with_links(
    children: list[Token], people: Mapping[str, PersonRef], topics: Mapping[str, TopicRef]
) -> Iterator[Token]:
    """Yield the inline tokens with pictures, bare addresses, mentions and topics made into links."""
    for item in _runs(children):
        if isinstance(item, _Run):
            yield from _linked_run(item, people, topics)
        elif item.type == "image":
            yield from _linked_picture(item)
        else:
            yield item


@dataclass(frozen=True)
class _Run:
    """Adjacent text; positions that were escaped in the source cannot begin a mention or topic."""

    text: str
    escaped: frozenset[int]
    inside_link: bool

    def finds(self) -> Iterator[re.Match[str]]:
        """Yield the addresses, mentions and topics; none inside a link."""
        if not self.inside_link:
            yield from (m for m in _SPECIAL.finditer(self.text) if m.start() not in self.escaped)


def _runs(children: list[Token]) -> Iterator[Token | _Run]:
    """Yield the tokens with adjacent text joined into runs; pictures inside a link become text."""
    links, parts, escaped, length = 0, [], set(), 0
    for token in children:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        picture_in_link = token.type == "image" and links > 0
        if token.type in ("text", "text_special") or picture_in_link:
            text = _picture_text(token) if picture_in_link else token.content
            if token.type == "text_special":
                escaped.add(length)
            parts.append(text)
            length += len(text)
            continue
        if parts:
            # A closing tag ends the run that still stood inside its link, an opening one a run before it.
            inside = token.type == "link_close" or (links > 0 and token.type != "link_open")
            yield _Run("".join(parts), frozenset(escaped), inside)
            parts, escaped, length = [], set(), 0
        yield token
    if parts:
        yield _Run("".join(parts), frozenset(escaped), links > 0)


def _linked_run(
    run: _Run, people: Mapping[str, PersonRef], topics: Mapping[str, TopicRef]
) -> Iterator[Token]:
    done = 0
    for match in run.finds():
        link = _link_for(match, people, topics)
        if link is None:
            continue
        end, kind, text, address = link
        yield _text(run.text[done : match.start()])
        yield from _link(address, text, kind)
        done = end
    yield _text(run.text[done:])


def _link_for(
    match: re.Match[str], people: Mapping[str, PersonRef], topics: Mapping[str, TopicRef]
) -> tuple[int, str, str, str] | None:
    """Return where the link ends, its class, its words and its address; None when it stays text."""
    if match["handle"]:
        whole = match["handle"].lower()
        named = whole if whole in people else whole.partition("-")[0]
        person = people.get(named)
        end = match.start("handle") + len(named)
        return (end, "mention", f"@{person.name}", person.url) if person else None
    if match["slug"]:
        topic = topics.get(topic_slug(match["slug"]))
        return (match.end(), "topic", match[0], topic.url) if topic else None
    address = _trimmed(match["address"])
    if not is_safe_address(address):
        return None
    return match.start() + len(address), "", address, address


def _trimmed(address: str) -> str:
    """Return a bare address without the punctuation of the sentence around it."""
    spare = {b: address.count(b) - address.count(a) for a, b in (("(", ")"), ("[", "]"), ("{", "}"))}
    end = len(address)
    while end:
        last = address[end - 1]
        if spare.get(last, 0) > 0:
            spare[last] -= 1
        elif last not in _LOOSE_ENDS:
            break
        end -= 1
    return address[:end]


def _linked_picture(token: Token) -> Iterator[Token]:
    """A picture by address is never loaded (it would tell another site who reads): show a link."""
    yield from _link(str(token.attrs.get("src", "")), _picture_text(token), "")


def _picture_text(token: Token) -> str:
    address = str(token.attrs.get("src", ""))
    described = _RENDERER.renderInlineAsText(token.children or [], _PARSER.options, {}).strip()
    return described or unquote(urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]) or address


def _link(address: str, text: str, kind: str) -> Iterator[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": address})
    if kind:
        opening.attrSet("class", kind)
    yield opening
    yield _text(text)
    yield Token("link_close", "a", -1)


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _find(source: str, group: str, mark: str, normal: Callable[[str], str]) -> tuple[str, ...]:
    if len(source) <= SOURCE_LIMIT and mark not in source:
        return ()
    found: dict[str, None] = {}
    for token in _parse(source):
        for run in _runs(token.children or []):
            if isinstance(run, _Run):
                found.update((normal(m[group]), None) for m in run.finds() if m[group])
    return tuple(found)
