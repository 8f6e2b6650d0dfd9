"""When things happened in the demo world: in the last sixty days, in office hours, and what is planned."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
_EARLY, _LATE = time(7, 15), time(21, 45)
_JUST_NOW = timedelta(minutes=4)


def beginning(day: int, hour: str, now: datetime) -> datetime:
    """The moment `day` days ago at `hour` ("9.40"), on the last working day before a weekend.

    What would lie in the future moves to the working day before.
    """
    hours, _, minutes = hour.partition(".")
    clock = time(int(hours), int(minutes or 0))
    date = now.astimezone(ZONE).date() - timedelta(days=day)
    while True:
        date -= timedelta(days=max(0, date.weekday() - 4))
        moment = datetime.combine(date, clock, ZONE)
        if moment < now - _JUST_NOW:
            return moment
        date -= timedelta(days=1)


def coming(days: int, hour: str, now: datetime) -> datetime:
    """The moment so many days from now at `hour` ("9.40"), on the first working day after a weekend."""
    hours, _, minutes = hour.partition(".")
    date = now.astimezone(ZONE).date() + timedelta(days=days)
    date += timedelta(days=7 - date.weekday() if date.weekday() > 4 else 0)
    return datetime.combine(date, time(int(hours), int(minutes or 0)), ZONE)


def following(start: datetime, hours: float, last: datetime, now: datetime) -> datetime:
    """The moment so many hours after `start`, by day and after `last`, what it answers.

    What would lie in the future comes half-way between `last` and now.
    """
    moment = (start + timedelta(hours=hours)).astimezone(ZONE)
    if not _EARLY <= moment.time() <= _LATE:
        day = moment.date() if moment.time() < _EARLY else moment.date() + timedelta(days=1)
        moment = datetime.combine(day, time(8, moment.minute), ZONE)
    if moment <= last:
        moment = last + timedelta(minutes=3)
    return moment if moment < now else last + (now - last) / 2
