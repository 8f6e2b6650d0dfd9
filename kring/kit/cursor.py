"""Keyset cursor: the sort key (last activity, id) of the last row on a page, as opaque text."""

import base64
import re
import struct
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LAYOUT = struct.Struct(">q16s")
_WRITTEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True)
class Cursor:
    """Position in a list sorted by (act, id): `act` is aware, `id` breaks ties."""

    act: datetime
    id: uuid.UUID


def encode(cursor: Cursor) -> str:
    """Return the cursor as 32 url-safe characters, exact to the microsecond.

    Raises ValueError for a naive moment.
    """
    if cursor.act.tzinfo is None:
        raise ValueError("A cursor needs an aware moment.")
    microseconds = (cursor.act - _EPOCH) // _MICROSECOND
    return base64.urlsafe_b64encode(_LAYOUT.pack(microseconds, cursor.id.bytes)).decode("ascii")


def decode(text: str) -> Cursor | None:
    """Return the cursor that `encode` wrote, or None for anything else; never raises.

    Cursors arrive from the address bar, so garbage means "start at the top", not an error.
    """
    if not isinstance(text, str) or _WRITTEN.fullmatch(text) is None:
        return None
    microseconds, identity = _LAYOUT.unpack(base64.urlsafe_b64decode(text))
    try:
        act = _EPOCH + microseconds * _MICROSECOND
    except OverflowError:
        return None
    return Cursor(act=act, id=uuid.UUID(bytes=identity))
