"""The one place where the wall clock is read; everything else takes `now` as an argument."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return datetime.now(UTC)
