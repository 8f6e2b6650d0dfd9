"""The one place where the wall clock is read; everything else takes `now` as an argument."""

from datetime import UTC, datetime, timedelta

LONG = {"day": timedelta(days=1), "week": timedelta(days=7), "always": None}


def utcnow() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return datetime.now(UTC)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC, as the database takes it; raises ValueError without a zone or far from now."""
    if moment.tzinfo is None or not 1900 < moment.year < 9000:
        raise ValueError(moment)
    return moment.astimezone(UTC)


def until_of(long: str, now: datetime) -> datetime | None:
    """Until when something holds that is set now for a "day", a "week" or "always" (None)."""
    span = LONG[long]
    return now + span if span else None
