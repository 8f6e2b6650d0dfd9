"""Plain text out of our own HTML, for search, excerpts and mail."""

from html.parser import HTMLParser
from typing import Final

_BLOCK_TAGS: Final = "blockquote h3 h4 hr li ol p pre table tbody thead tr ul"
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_DEFAULT_EXCERPT: Final = 280


class _TextReader(HTMLParser):
    """Collect text; blocks and line breaks become newlines, table cells are kept apart by a tab."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._pre = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append("\t")
        if tag == "pre":
            self._pre += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag == "pre" and self._pre:
            self._pre -= 1

    def handle_data(self, data: str) -> None:
        # Outside pre a newline in the source is only a space; pre keeps its lines.
        self.pieces.append(data if self._pre else data.replace("\n", " "))


def to_text(html: str) -> str:
    """Return the visible text of HTML that `clean` or `render` wrote, one line a block."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(text: str, limit: int = _DEFAULT_EXCERPT) -> str:
    """Return the start of the text on one line, at most `limit` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[:limit]
    cut = head.rfind(" ")
    # A word longer than half the room is cut through rather than leaving next to nothing.
    kept = head[:cut] if cut > limit // 2 else head[: limit - 1]
    return kept.rstrip(" ,;:-–(") + "…"
