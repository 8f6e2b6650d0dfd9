"""Working days: which ones somebody told us, never whether somebody is here."""

from datetime import date, timedelta

CODES = ("mo", "tu", "we", "th", "fr")
WORDS = {"ma": "mo", "di": "tu", "wo": "we", "do": "th", "vr": "fr"}


def parse(text: str) -> tuple[str, ...]:
    """The codes in a list such as "mo,th" (or Dutch "ma,do"), in the order of the week, each once."""
    found = {WORDS.get(word.strip(), word.strip()) for word in text.lower().split(",")}
    return tuple(code for code in CODES if code in found)


def code(day: date) -> str:
    """The code of a date, "" at the weekend."""
    return CODES[day.weekday()] if day.weekday() < len(CODES) else ""


def next_day(text: str, today: date) -> date | None:
    """The first working day after `today`; None when somebody told no days."""
    wanted = parse(text)
    if not wanted:
        return None
    return next(day for step in range(1, 8) if code(day := today + timedelta(step)) in wanted)
