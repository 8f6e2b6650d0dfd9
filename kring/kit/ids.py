"""Public ids: time-ordered and not guessable (UUID version 7, RFC 9562)."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_RANDOM_BITS = 74


def new_id(at: datetime | None = None) -> uuid.UUID:
    """Return a fresh UUIDv7: 48 bits of milliseconds since 1970, then 74 random bits.

    `at` (aware) stands in for the present moment, so that imported rows sort by their own time.
    Raises ValueError for a naive moment or one before 1970.
    """
    moment = datetime.now(UTC) if at is None else at
    if moment.tzinfo is None:
        raise ValueError("An id needs an aware moment.")
    milliseconds = (moment - _EPOCH) // _MILLISECOND
    if not 0 <= milliseconds < 1 << 48:
        raise ValueError(f"No id can be made for {moment.isoformat()}.")
    random = secrets.randbits(_RANDOM_BITS)
    # Layout: 48 time, 4 version (7), 12 random, 2 variant (binary 10), 62 random.
    high, low = random >> 62, random & ((1 << 62) - 1)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
