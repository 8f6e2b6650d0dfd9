"""Quiet hours, working days and days off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.notifications.rules import Rest, next_moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIGHT = Rest(quiet_from=time(19), quiet_until=time(7, 30))
OFFICE = Rest(quiet_from=time(19), quiet_until=time(7, 30), work_days=frozenset({1, 2, 3, 4, 5}))


def local(*parts: int) -> datetime:
    """A moment by the clock of the office."""
    return datetime(*parts, tzinfo=AMSTERDAM)


def when(rest: Rest, moment: datetime) -> datetime:
    """The first welcome moment, by the clock of the office."""
    return next_moment(rest, moment, AMSTERDAM).astimezone(AMSTERDAM)


def test_without_wishes_every_moment_will_do():
    assert when(Rest(), local(2026, 11, 21, 3)) == local(2026, 11, 21, 3)


def test_the_evening_waits_for_the_morning_and_the_day_for_nothing():
    assert when(NIGHT, local(2026, 11, 23, 19)) == local(2026, 11, 24, 7, 30)
    assert when(NIGHT, local(2026, 11, 24, 3)) == local(2026, 11, 24, 7, 30)
    assert when(NIGHT, local(2026, 11, 24, 7, 30)) == local(2026, 11, 24, 7, 30)


def test_an_hour_of_quiet_within_a_day_ends_that_day():
    lunch = Rest(quiet_from=time(12), quiet_until=time(13))
    assert when(lunch, local(2026, 11, 23, 12, 5)) == local(2026, 11, 23, 13)
    assert when(lunch, local(2026, 11, 23, 13)) == local(2026, 11, 23, 13)


def test_friday_evening_waits_for_monday_morning():
    assert when(OFFICE, local(2026, 11, 20, 20)) == local(2026, 11, 23, 7, 30)


def test_a_holiday_ends_on_the_first_working_morning_from_its_day_on():
    away = Rest(time(19), time(7, 30), frozenset({1, 2, 3, 4, 5}), date(2026, 11, 28))  # a Saturday
    assert when(away, local(2026, 11, 23, 10)) == local(2026, 11, 30, 7, 30)


def test_the_same_hour_twice_in_autumn_ends_twice():
    rest = Rest(quiet_from=time(22), quiet_until=time(2, 30))
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 2:10 for the second time
    assert next_moment(rest, second, AMSTERDAM) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_end_that_does_not_exist_in_spring_comes_an_hour_later():
    rest = Rest(quiet_from=time(22), quiet_until=time(2, 30))
    assert when(rest, local(2026, 3, 29, 1)) == local(2026, 3, 29, 3, 30)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(
    start=st.times(),
    end=st.times(),
    days=st.frozensets(st.integers(1, 7)),
    away=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    minutes=st.integers(0, 525_000),
)
def test_the_moment_is_never_in_the_past_and_always_welcome(start, end, days, away, minutes):
    rest = Rest(start, end, days, away)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    moment = next_moment(rest, now, AMSTERDAM)
    assert moment >= now
    assert next_moment(rest, moment, AMSTERDAM) == moment
    day = moment.astimezone(AMSTERDAM)
    assert not days or day.isoweekday() in days
    assert away is None or moment == now or day.date() >= away or now.astimezone(AMSTERDAM).date() >= away
