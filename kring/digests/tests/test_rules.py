"""When a digest is due: once for each moment, whatever the clock does."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.digests.rules import Appointment, chosen, is_day, is_due, moment_of, newest_slot, next_moment

HERE = ZoneInfo("Europe/Amsterdam")
DAILY, WEEKLY, WORKDAYS = Appointment("daily"), Appointment("weekly", 8, 0), Appointment("workdays")
STEP = timedelta(minutes=5)


def made(appointment: Appointment, moments: list[datetime], last: date) -> list[date]:
    """The days for which a digest is made when the clock shows these moments, one after the other."""
    found = []
    for now in moments:
        if is_due(appointment, last, now, HERE):
            last = newest_slot(appointment, now, HERE)
            found.append(last)
    return found


def moments(start: datetime, hours: int) -> list[datetime]:
    return [start + n * STEP for n in range(hours * 12)]


@pytest.mark.parametrize("hour", [0, 1, 2, 3, 4, 8])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_in_both_switch_nights_one_digest_a_day(day: date, hour: int) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=2)
    before = start.date() - timedelta(days=1)
    found = made(Appointment("daily", hour), moments(start, 96), before)
    assert found == sorted(set(found))
    assert day in found
    assert [b - a for a, b in pairwise(found)] == [timedelta(days=1)] * (len(found) - 1)


def test_leap_day_has_its_digest() -> None:
    found = made(DAILY, moments(datetime(2028, 2, 27, 12, tzinfo=UTC), 72), date(2028, 2, 27))
    assert found == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


def test_clock_that_goes_back_an_hour_sends_nothing_twice() -> None:
    eight = moment_of(DAILY, date(2026, 11, 20), HERE)
    around = [eight + n * STEP for n in (-2, 0, 1, -11, -1, 0, 3)]
    assert made(DAILY, around, date(2026, 11, 19)) == [date(2026, 11, 20)]


def test_clock_that_jumps_an_hour_ahead_skips_nothing() -> None:
    eight = moment_of(DAILY, date(2026, 11, 20), HERE)
    assert made(DAILY, [eight - STEP, eight + timedelta(hours=1)], date(2026, 11, 19)) == [date(2026, 11, 20)]


def test_what_was_missed_for_days_is_one_digest() -> None:
    late = [datetime(2026, 11, 20, 12, tzinfo=UTC)]
    assert made(DAILY, late, date(2026, 11, 10)) == [date(2026, 11, 20)]


def test_working_days_leave_the_weekend_out() -> None:
    found = made(WORKDAYS, moments(datetime(2026, 11, 20, tzinfo=UTC), 96), date(2026, 11, 19))
    assert found == [date(2026, 11, 20), date(2026, 11, 23)]


def test_who_wants_none_gets_none() -> None:
    off = Appointment("off")
    assert not is_due(off, date(2020, 1, 1), datetime(2026, 11, 20, tzinfo=UTC), HERE)
    assert next_moment(off, datetime(2026, 11, 20, tzinfo=UTC), HERE) is None
    assert not is_day(off, date(2026, 11, 20))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["daily", "weekly", "workdays"]),
    st.integers(0, 23),
    st.integers(0, 6),
    st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1)),
)
def test_next_moment_is_the_first_at_which_something_new_is_due(
    rhythm: str, hour: int, weekday: int, start: datetime
) -> None:
    appointment, now = Appointment(rhythm, hour, weekday), start.replace(tzinfo=UTC)
    last = newest_slot(appointment, now, HERE)
    moment = next_moment(appointment, now, HERE)
    assert moment is not None
    assert not is_due(appointment, last, now, HERE)
    assert not is_due(appointment, last, moment - timedelta(seconds=1), HERE)
    assert is_due(appointment, last, moment, HERE)


def test_five_of_ones_own_and_three_of_everybody() -> None:
    own, wide = chosen((n % 2 == 0, n) for n in range(20))
    assert own == [0, 2, 4, 6, 8]
    assert wide == [1, 3, 5]
