"""What somebody hands in beside a text, made ready to be kept: sniffed, and pictures made anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Literal

from kring.discussion.files import ORIGINAL
from kring.infra.pictures import PictureRefused, whole
from kring.kit.sniffing import PICTURES, agrees, sniff

PICTURE = "picture"
NAME_LENGTH = 150
Fault = Literal["unknown", "other", "damaged", "empty"]


class FileRefused(Exception):
    """The file cannot be attached; `fault` says why, for the sentence on the page."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: its parts by size, and of a picture the measures in pixels."""

    name: str
    kind: str
    size: int
    parts: Mapping[str, bytes | IO[bytes]]
    width: int = 0
    height: int = 0


def ready(file: IO[bytes], name: str, size: int) -> Upload:
    """Look at an uploaded file of `size` bytes, and make a picture anew. Raises FileRefused."""
    shown = _shown(name)
    if not size:
        raise FileRefused("empty")
    kind = sniff(file, shown)
    if not kind:
        raise FileRefused("unknown")
    if not agrees(shown, kind):
        raise FileRefused("other")
    file.seek(0)
    if kind not in PICTURES:
        return Upload(shown, kind, size, {ORIGINAL: file})
    try:
        made = whole(file.read())
    except PictureRefused as error:
        raise FileRefused("damaged") from error
    parts = {str(width): content for width, content in made.files.items()}
    return Upload(shown, PICTURE, size, parts, made.width, made.height)


def _shown(name: str) -> str:
    """A name without anything that hides or turns what it says; the ending stays when it is cut."""
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    if len(plain) <= NAME_LENGTH:
        return plain
    stem, dot, last = plain.rpartition(".")
    end = f"{dot}{last}" if dot and len(last) < 10 else ""
    return (stem if end else plain)[: NAME_LENGTH - len(end)] + end
