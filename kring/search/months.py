"""The month of a passage as a word of it, so that one index finds "these words, lately"."""

from datetime import UTC, datetime


def month_word(at: datetime) -> str:
    """The lexeme of the month of `at`; the sign in front keeps it apart from what people write."""
    return f"'@{at.astimezone(UTC):%Y-%m}'"


def month_words(since: datetime, until: datetime) -> str:
    """The tsquery of passages from the months between two moments; `since` is not after `until`."""
    first, last = since.astimezone(UTC), until.astimezone(UTC)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return " | ".join(f"'@{month // 12}-{month % 12 + 1:02}'" for month in months)
