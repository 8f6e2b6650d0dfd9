"""One block of foreign inline HTML as Markdown: escaping, emphasis that will really parse, links."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from kring.kit.markup.safety import is_safe_address

Kind = Literal["text", "code", "break", "open", "close", "link", "unlink"]

_ANYWHERE = re.compile(
    r"""[\\`*~]
      | (?<![^\W_])_ | _(?![^\W_])     # inside a word an underscore does nothing
      | <(?=[A-Za-z/!?]) | &(?=[#A-Za-z])
      | \](?=\(|$) | !(?=\[|$)
    """,
    re.VERBOSE,
)
_IN_LINK = re.compile(rf"{_ANYWHERE.pattern} | [\[\]]", re.VERBOSE)
_LINE_START = re.compile(r"(?:\#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|=+\s*$|>|\||:(?=-))")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
_PLAIN_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")
_BLANK: Final = " \t\n\r\f"


@dataclass
class Piece:
    """A bit of inline content; `text` holds words, code, the emphasis mark or the link's address."""

    kind: Kind
    text: str = ""


def write_lines(pieces: list[Piece]) -> list[str]:
    """Return the Markdown lines of one paragraph, without blank lines; [] when nothing shows."""
    kept = _joined_code(_without_dead_emphasis(_without_dead_links(_spaced(pieces))))
    lines = "".join(_written(kept)).split("\n")
    return [_escape_start(line.strip(_BLANK)) for line in lines if line.strip(_BLANK)]


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """Collapse blanks and move those just inside emphasis out of it, where Markdown wants them."""
    result: list[Piece] = []
    for piece in pieces:
        if piece.kind != "text":
            result.append(piece)
            continue
        text = re.sub(f"[{_BLANK}]+", " ", piece.text)
        if text.startswith(" ") and result and result[-1].kind == "open":
            place = len(result)
            while place and result[place - 1].kind == "open":
                place -= 1
            result.insert(place, Piece("text", " "))
            text = text[1:]
        if text:
            result.append(Piece("text", text))
    return _trailing_moved(result)


def _trailing_moved(pieces: list[Piece]) -> list[Piece]:
    result: list[Piece] = []
    waiting = ""
    for piece in pieces:
        if piece.kind == "close" and result and result[-1].kind == "text" and result[-1].text.endswith(" "):
            result[-1].text, waiting = result[-1].text[:-1], " "
        elif waiting and piece.kind != "close":
            result.append(Piece("text", waiting))
            waiting = ""
        result.append(piece)
    return [*result, Piece("text", waiting)] if waiting else result


def _without_dead_emphasis(pieces: list[Piece]) -> list[Piece]:
    """Drop emphasis that Markdown would show as loose stars, such as around half a quoted word."""
    dead: set[int] = set()
    opened: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "open":
            if any(pieces[other].text == piece.text for other in opened if other not in dead):
                dead.add(index)
            opened.append(index)
        elif piece.kind == "close":
            start = opened.pop() if opened else -1
            if start < 0 or start in dead or not _holds(pieces, start, index):
                dead |= {start, index}
    dead |= set(opened)
    return [piece for index, piece in enumerate(pieces) if index not in dead]


def _holds(pieces: list[Piece], start: int, stop: int) -> bool:
    """Tell whether the marks at start and stop will be read as opening and closing."""
    if not any(piece.text.strip() for piece in pieces[start:stop] if piece.kind in ("text", "code")):
        return False
    before, after = _char(pieces, start, -1, "open"), _char(pieces, stop, 1, "close")
    first, last = _char(pieces, start, 1, "open"), _char(pieces, stop, -1, "close")
    if "" in (first, last) or any(sign.isspace() for sign in (first, last)):
        return False
    touching = any(
        0 <= index < len(pieces) and pieces[index].kind in ("open", "close", "code", "link", "unlink")
        for index in (_next(pieces, start, -1, "open"), _next(pieces, stop, 1, "close"))
    )
    opens = not _is_sign(first) or _is_edge(before)
    closes = not _is_sign(last) or _is_edge(after)
    return opens and closes and not touching


def _next(pieces: list[Piece], index: int, step: int, same: Kind) -> int:
    index += step
    while 0 <= index < len(pieces) and (pieces[index].kind == same or not _face(pieces[index])):
        index += step
    return index


def _char(pieces: list[Piece], index: int, step: int, same: Kind) -> str:
    """Return the sign beside a mark, looking past marks of the same sort; "" at the edge."""
    place = _next(pieces, index, step, same)
    if not 0 <= place < len(pieces):
        return ""
    return _face(pieces[place])[0 if step > 0 else -1]


def _face(piece: Piece) -> str:
    faces = {"code": "`", "break": "\n", "open": "*", "close": "*", "link": "[", "unlink": ")"}
    return piece.text if piece.kind == "text" else faces[piece.kind]


def _is_sign(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "PS"


def _is_edge(sign: str) -> bool:
    return not sign or sign.isspace() or _is_sign(sign)


def _without_dead_links(pieces: list[Piece]) -> list[Piece]:
    """Drop links that hold no words or may not be followed; their words stay."""
    dead: set[int] = set()
    start = -1
    for index, piece in enumerate(pieces):
        if piece.kind == "link":
            start = index
        elif piece.kind == "unlink":
            words = "".join(p.text for p in pieces[start + 1 : index] if p.kind in ("text", "code"))
            if start < 0 or not words.strip() or not is_safe_address(pieces[start].text):
                dead |= {start, index}
            start = -1
    if start >= 0:
        dead.add(start)
    return [piece for index, piece in enumerate(pieces) if index not in dead]


def _joined_code(pieces: list[Piece]) -> list[Piece]:
    """Join code that touches code: two backticks in a row would be another fence."""
    result: list[Piece] = []
    for piece in pieces:
        if piece.kind == "code" and result and result[-1].kind == "code":
            result[-1] = Piece("code", result[-1].text + piece.text)
        else:
            result.append(piece)
    return result


def _written(pieces: list[Piece]) -> list[str]:
    result: list[str] = []
    address: str | None = None
    for index, piece in enumerate(pieces):
        if piece.kind == "link":
            address = piece.text
            result.append("[")
        elif piece.kind == "unlink" and address is not None:
            whole = pieces[index - 1].text == address and pieces[index - 2].text == address
            if whole and _PLAIN_ADDRESS.fullmatch(address):
                result[-2:] = [f"<{address}>"]
            else:
                result.append(f"]({_destination(address)})")
            address = None
        else:
            result.append(_plain_piece(piece, in_link=address is not None))
    return result


def _plain_piece(piece: Piece, *, in_link: bool) -> str:
    if piece.kind == "break":
        return " " if in_link else "\n"
    if piece.kind == "code":
        return _code(piece.text)
    if piece.kind != "text":
        return piece.text
    return (_IN_LINK if in_link else _ANYWHERE).sub(r"\\\g<0>", piece.text)


def _code(text: str) -> str:
    line = " ".join(text.splitlines())
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {line} " if line[:1] in ("`", " ") or line[-1:] in ("`", " ") else line
    return f"{fence}{padded}{fence}"


def _destination(address: str) -> str:
    plain = re.sub(r"&(?=[#A-Za-z])", "&amp;", address)
    return f"<{plain}>" if re.search(r"[()]", plain) else plain


def _escape_start(line: str) -> str:
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
