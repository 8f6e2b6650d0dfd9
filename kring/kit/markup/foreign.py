"""HTML of other platforms to our Markdown, keeping every visible word."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

import nh3

from kring.kit.markup.inline import Piece, write_lines
from kring.kit.markup.safety import refuse_too_many_tags, writable

_MARKS: Final = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~", "strike": "~~"}
_CONTAINERS: Final = frozenset({"blockquote", "ul", "ol", "li"})
_HEADING = re.compile("h[1-6]")
# Blocks without a Markdown form: they only end the paragraph before them.
_OTHER_BLOCKS: Final = """
address article aside body center dd details div dl dt fieldset figcaption figure footer form header
legend main nav optgroup option p section summary table tbody tfoot thead tr caption
"""
_BLOCKS: Final = frozenset(_OTHER_BLOCKS.split())
_KNOWN: Final = (
    {"a", "br", "code", "hr", "img", "pre", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
    | set(_MARKS)
    | _CONTAINERS
    | _BLOCKS
)
_INVISIBLE: Final = {"script", "style", "template", "noscript", "iframe", "title", "textarea", "select"}
_DEPTH_LIMIT: Final = 8


def from_html(html: str) -> str:
    """Return Markdown that shows the same words as the HTML: `render(from_html(x))` reads like x.

    Paragraphs, links, code, emphasis, quotes, lists and headings survive; pictures become links;
    of everything else the text stays. Raises TooLong for more than 10,000 tags.
    """
    refuse_too_many_tags(html)
    # The sanitiser first, for its parser: it closes and nests tags as a browser would.
    tidy = nh3.clean(
        writable(html),
        tags=set(_KNOWN),
        clean_content_tags=set(_INVISIBLE),
        attributes={"*": set(), "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
        link_rel=None,
    )
    writer = _Writer()
    writer.feed(tidy)
    writer.close()
    return writer.finish()


@dataclass
class _Container:
    """An open quote or list item: what stands before its first line and before its other lines."""

    tag: str
    first: str
    rest: str
    group: "_List | None" = None
    fresh: bool = True


@dataclass
class _List:
    """An open list: the sign or the next number, and whether an item was written."""

    mark: str
    number: int | None
    begun: bool = False


class _Writer(HTMLParser):
    """Write Markdown block by block while reading tidy HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._pieces: list[Piece] = []
        self._containers: list[_Container] = []
        self._open: list[bool] = []  # for each open container tag: does it show?
        self._lists: list[_List] = []
        self._list_count = 0
        self._marks: list[str] = []
        self._address: str | None = None
        self._raw: list[str] | None = None  # inside pre or code
        self._in_pre = False

    def finish(self) -> str:
        """Return the whole Markdown text."""
        self._end_block()
        return "\n".join(self._lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._raw is not None:
            self._raw.append("\n" if tag == "br" else "")
        elif tag == "pre":
            self._end_block()
            self._raw, self._in_pre = [], True
        elif tag == "code":
            self._raw = []
        elif tag in _CONTAINERS:
            self._end_block()
            self._enter(tag, values)
        elif tag in _BLOCKS or _HEADING.fullmatch(tag):
            self._end_block()
        else:
            self._start_inline(tag, values)

    def _start_inline(self, tag: str, values: dict[str, str]) -> None:
        if tag in _MARKS:
            self._marks.append(_MARKS[tag])
            self._pieces.append(Piece("open", _MARKS[tag]))
        elif tag == "a":
            self._address = re.sub(r"\s", "%20", values.get("href", "").strip())
            self._pieces.append(Piece("link", self._address))
        elif tag == "img":
            self._add_picture(values)
        elif tag == "br":
            self._pieces.append(Piece("break"))
        elif tag == "hr":
            self._end_block()
            self._write(["___"])
        else:
            self._pieces.append(Piece("text", " "))  # table cells

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre" and self._in_pre:
            self._end_pre()
        elif tag == "code" and self._raw is not None and not self._in_pre:
            text, self._raw = "".join(self._raw), None
            self._pieces.append(Piece("code" if text.strip() else "text", text))
        elif self._raw is not None:
            return
        elif _HEADING.fullmatch(tag):
            self._end_block(heading=int(tag[1]))
        elif tag in _CONTAINERS:
            self._end_block()
            self._leave(tag)
        elif tag in _BLOCKS:
            self._end_block()
        elif tag in _MARKS and self._marks:
            self._pieces.append(Piece("close", self._marks.pop()))
        elif tag == "a" and self._address is not None:
            self._pieces.append(Piece("unlink"))
            self._address = None

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self._raw.append(data)
        else:
            self._pieces.append(Piece("text", data))

    def _add_picture(self, values: dict[str, str]) -> None:
        address = re.sub(r"\s", "%20", values.get("src", "").strip())
        words = Piece("text", values.get("alt", "").strip() or _file_name(address))
        if self._address is not None:
            self._pieces.append(words)
        else:
            self._pieces += [Piece("link", address), words, Piece("unlink")]

    def _end_block(self, heading: int | None = None) -> None:
        """Write the paragraph or heading so far; open emphasis and links go on in the next block."""
        for mark in reversed(self._marks):
            self._pieces.append(Piece("close", mark))
        if self._address is not None:
            self._pieces.append(Piece("unlink"))
        lines = write_lines(self._pieces)
        if lines and heading:
            text = re.sub(r"#$", r"\\#", " ".join(lines))
            lines = [f"{'#' * heading} {text}"]
        if lines:
            self._write(lines)
        self._pieces = [Piece("link", self._address)] if self._address is not None else []
        self._pieces += [Piece("open", mark) for mark in self._marks]

    def _end_pre(self) -> None:
        text, self._raw, self._in_pre = "".join(self._raw or []).strip("\n"), None, False
        if text.strip():
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            self._write([fence, *text.split("\n"), fence])

    def _enter(self, tag: str, values: dict[str, str]) -> None:
        shows = len(self._containers) < _DEPTH_LIMIT and (tag != "li" or bool(self._lists))
        self._open.append(shows)
        if not shows:
            return
        if tag == "blockquote":
            self._containers.append(_Container(tag, "> ", "> "))
        elif tag == "li":
            self._containers.append(self._item(self._lists[-1]))
        else:
            # Two lists in a row need different marks, or they would become one.
            start = values.get("start", "1")
            number = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
            mark = ("-*" if tag == "ul" else ".)")[self._list_count % 2]
            self._lists.append(_List(mark, number if tag == "ol" else None))
            self._list_count += 1

    def _item(self, group: _List) -> _Container:
        first = f"{group.mark} " if group.number is None else f"{group.number}{group.mark} "
        if group.number is not None:
            group.number += 1
        return _Container("li", first, " " * len(first), group)

    def _leave(self, tag: str) -> None:
        if not self._open or not self._open.pop():
            return
        if tag in ("ul", "ol"):
            self._lists.pop()
        else:
            self._containers.pop()

    def _write(self, lines: list[str]) -> None:
        """Append a block, with a blank line before it unless it starts the next item of a list."""
        started = [container for container in self._containers if not container.fresh]
        opening = [container for container in self._containers if container.fresh]
        tight = bool(opening) and _is_tight(opening[0], started)
        if self._lines and not tight:
            self._lines.append("".join(container.rest for container in started).rstrip())
        for index, line in enumerate(lines):
            prefix = "".join(c.first if c.fresh and index == 0 else c.rest for c in self._containers)
            self._lines.append((prefix + line).rstrip() if not line else prefix + line)
        for container in opening:
            container.fresh = False
            if container.group:
                container.group.begun = True


def _is_tight(item: _Container, around: list[_Container]) -> bool:
    """Tell whether an item needs no blank line: it follows another, or opens a list inside an item.

    An ordered list that does not begin at 1 needs one, else it reads as part of the paragraph.
    """
    if item.group is None:
        return False
    inside_item = bool(around) and around[-1].tag == "li"
    return item.group.begun or (inside_item and item.first[:2] in ("- ", "* ", "1.", "1)"))


def _file_name(address: str) -> str:
    try:
        path = urlsplit(address).path
    except ValueError:
        return address
    return unquote(path.rstrip("/").rsplit("/", 1)[-1]) or address
