"""When a digest is due, and how much stands in it; pure decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from kring.digests.models import Rhythm

OWN, WIDE = 5, 3  # conversations: of what somebody chose, and of the whole organisation
MOST = 100  # nobody needs to know how much more than this there is
DAY = timedelta(days=1)
WORKDAYS = 5
Thing = TypeVar("Thing")


@dataclass(frozen=True, order=True)
class Appointment:
    """A moment of the week: `weekday` counts for once a week only and is 0 for the rest."""

    rhythm: str
    hour: int = 8
    weekday: int = 0

    def __post_init__(self) -> None:
        if self.rhythm != Rhythm.WEEKLY:
            object.__setattr__(self, "weekday", 0)

    @property
    def is_on(self) -> bool:
        """Whether there is a digest at all."""
        return self.rhythm != Rhythm.OFF


def moment_of(appointment: Appointment, day: date, zone: ZoneInfo) -> datetime:
    """The one moment of that day, in UTC: the first of two in the night that an hour comes twice."""
    return datetime.combine(day, time(appointment.hour), zone).astimezone(UTC)


def is_day(appointment: Appointment, day: date) -> bool:
    """Whether the rhythm has a digest on that day."""
    if appointment.rhythm == Rhythm.WEEKLY:
        return day.weekday() == appointment.weekday
    if appointment.rhythm == Rhythm.WORKDAYS:
        return day.weekday() < WORKDAYS
    return appointment.is_on


def newest_slot(appointment: Appointment, now: datetime, zone: ZoneInfo) -> date:
    """The day of the newest digest whose moment has come; of several that were missed, the last."""
    days = _days(now.astimezone(zone).date(), -DAY)
    return next(d for d in days if is_day(appointment, d) and moment_of(appointment, d, zone) <= now)


def next_moment(appointment: Appointment, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the next digest comes if there is news; None when somebody wants none."""
    if not appointment.is_on:
        return None
    days = _days(now.astimezone(zone).date(), DAY)
    moments = (moment_of(appointment, d, zone) for d in days if is_day(appointment, d))
    return next(moment for moment in moments if moment > now)


def is_due(appointment: Appointment, last: date, now: datetime, zone: ZoneInfo) -> bool:
    """Whether there is a digest to make after the one of `last`; a clock that goes back makes none."""
    return appointment.is_on and newest_slot(appointment, now, zone) > last


def chosen(found: Iterable[tuple[bool, Thing]]) -> tuple[list[Thing], list[Thing]]:
    """What stands in the mail: of (is own, thing) the first few of what was chosen, and of the rest."""
    both = list(found)
    own = (thing for is_own, thing in both if is_own)
    wide = (thing for is_own, thing in both if not is_own)
    return list(islice(own, OWN)), list(islice(wide, WIDE))


def _days(first: date, step: timedelta) -> Iterator[date]:
    """That day and seven more, always enough for a week that has the moment already behind it."""
    return (first + n * step for n in range(9))
