"""Pictures and tables beside conversations of the demo world, drawn here in simple shapes."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from PIL import Image, ImageDraw

from kring.discussion.actions.attachments import attach_files, describe_waiting, keep_file
from kring.discussion.texts import ready
from kring.identity.viewer import Viewer

GROUND, INK, GREEN, SUN, TILE, SKY = "#f6f3ec", "#26332e", "#2f7d5b", "#e8b93c", "#b5532f", "#4c86a8"


def _garden() -> bytes:
    """Fourteen beds of a kitchen garden, a path and a shed."""
    image, draw = _sheet(1200, 800)
    draw.rectangle((560, 40, 640, 760), fill="#ddd2ba")
    for number in range(14):
        column, row = number % 4, number // 4
        left, top = 60 + column * 260 + (60 if column > 1 else 0), 60 + row * 180
        draw.rounded_rectangle((left, top, left + 200, top + 130), 14, fill="#7a5a3a")
        for plant in range(8):
            x, y = left + 30 + plant % 4 * 46, top + 36 + plant // 4 * 56
            colour = (GREEN, SUN, TILE)[(number + plant) % 3] if plant % 3 == 0 else GREEN
            draw.ellipse((x - 15, y - 15, x + 15, y + 15), fill=colour)
    draw.rectangle((920, 600, 1140, 740), fill=SKY, outline=INK, width=5)
    return _png(image)


def _chart() -> bytes:
    """Bars for four months, the last one the highest."""
    image, draw = _sheet(1000, 600)
    for number, share in enumerate((61, 66, 74, 81)):
        left = 130 + number * 210
        colour = GREEN if number == 3 else "#a9c7b8"
        draw.rounded_rectangle((left, 520 - share * 5, left + 130, 520), 10, fill=colour)
        draw.text((left + 40, 480 - share * 5), f"{share}%", fill=INK, font_size=30)
    draw.line((90, 522, 930, 522), fill=INK, width=4)
    return _png(image)


def _floor() -> bytes:
    """A floor with twelve rooms; those in green are ready."""
    image, draw = _sheet(1200, 700)
    for number in range(12):
        left, top = 60 + number % 6 * 180, 70 if number < 6 else 430
        colour = "#bfdccd" if number < 9 else "#f1dfae"
        draw.rectangle((left, top, left + 180, top + 200), fill=colour, outline=INK, width=6)
        draw.text((left + 52, top + 82), f"2.{number + 1:02}", fill=INK, font_size=34)
    draw.rectangle((60, 270, 1140, 430), outline=INK, width=6)
    return _png(image)


def _table() -> bytes:
    return (
        b"maand;vragen;antwoord op dezelfde dag;aandeel\n"
        b"juli;118;72;61%\naugustus;97;64;66%\nseptember;143;106;74%\noktober;156;126;81%\n"
    )


@dataclass(frozen=True)
class _Drawn:
    """A file to make: its name, what it shows (for pictures), and how."""

    name: str
    alt: str
    make: Callable[[], bytes]


# By the title of the conversation.
_FILES: Final[Mapping[str, tuple[_Drawn, ...]]] = {
    "De moestuin in de Bloemenbuurt heeft de eerste oogst": (
        _Drawn("plattegrond-moestuin.png", "Plattegrond: veertien bakken, een pad en een schuurtje", _garden),
    ),
    "Vorige maand kreeg acht van de tien vragen antwoord op dezelfde dag": (
        _Drawn("antwoorden.png", "Staafdiagram: het aandeel steeg in vier maanden van 61 naar 81%", _chart),
        _Drawn("antwoorden-per-maand.csv", "", _table),
    ),
    "Bouwnieuws: week 14 van 26": (
        _Drawn(
            "tweede-verdieping.png", "Tweede verdieping: 2.01 tot 2.09 klaar, drie kamers nog niet", _floor
        ),
    ),
}


def build_files(title: str, thread_id: UUID, writer: Viewer, at: datetime) -> None:
    """Place the drawn files that belong to the conversation with this title, as its author would have."""
    ids = []
    for one in _FILES.get(title, ()):
        raw = one.make()
        upload = ready(io.BytesIO(raw), one.name, len(raw))
        ids.append(keep_file(upload=upload, uploader=writer, now=at))
        describe_waiting(told={ids[-1]: (one.alt, False)}, owner=writer)
    if ids:
        attach_files(thread_id=thread_id, comment_id=None, ids=ids, owner=writer)


def _sheet(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width, height), GROUND)
    return image, ImageDraw.Draw(image)


def _png(image: Image.Image) -> bytes:
    raw = io.BytesIO()
    image.save(raw, "PNG")
    return raw.getvalue()
