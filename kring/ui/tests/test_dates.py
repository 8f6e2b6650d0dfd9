"""Moments, durations and numbers read as the design guide says, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from kring.ui import dates

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # Tuesday, 10.30 in Amsterdam


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        (datetime(2026, 11, 24, 7, 15, tzinfo=UTC), "vandaag 8.15 uur", "today 8:15"),
        (datetime(2026, 11, 23, 13, 5, tzinfo=UTC), "gisteren 14.05 uur", "yesterday 14:05"),
        (datetime(2026, 11, 20, 9, 12, tzinfo=UTC), "vrijdag 10.12 uur", "Friday 10:12"),
        (datetime(2026, 11, 18, 9, 12, tzinfo=UTC), "woensdag 10.12 uur", "Wednesday 10:12"),
        (datetime(2026, 11, 17, 9, 12, tzinfo=UTC), "17 november", "17 November"),
        (datetime(2025, 3, 2, 9, 12, tzinfo=UTC), "2 maart 2025", "2 March 2025"),
        (datetime(2026, 11, 27, 9, 0, tzinfo=UTC), "27 november", "27 November"),
    ],
)
def test_moments(moment: datetime, dutch: str, english: str) -> None:
    with timezone.override("Europe/Amsterdam"):
        with translation.override("nl"):
            assert dates.when(moment, NOW) == dutch
        with translation.override("en"):
            assert dates.when(moment, NOW) == english


def test_the_day_turns_in_the_zone_of_the_reader() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Amsterdam"), translation.override("nl"):
        assert dates.when(late, NOW) == "vandaag 0.30 uur"


@pytest.mark.parametrize(
    ("span", "dutch"),
    [
        (timedelta(seconds=10), "Wacht 1 minuut op antwoord"),
        (timedelta(minutes=40), "Wacht 40 minuten op antwoord"),
        (timedelta(hours=5), "Wacht 5 uur op antwoord"),
        (timedelta(days=1, hours=3), "Wacht 1 dag op antwoord"),
        (timedelta(days=2), "Wacht 2 dagen op antwoord"),
    ],
)
def test_waiting_is_told_in_its_largest_unit(span: timedelta, dutch: str) -> None:
    with translation.override("nl"):
        assert dates.waits(NOW - span, NOW) == dutch
    with translation.override("en"):
        assert dates.ago(NOW - timedelta(hours=1), NOW) == "1 hour ago"


def test_dates_without_a_time_and_numbers() -> None:
    with translation.override("nl"):
        assert dates.day(date(2026, 12, 8), today=date(2026, 11, 24)) == "8 december"
        assert (dates.number(4212), dates.number(1.26), dates.number(0)) == ("4.212", "1,3", "0")
    with translation.override("en"):
        assert dates.day(date(2027, 1, 1), today=date(2026, 11, 24)) == "1 January 2027"
        assert dates.number(1_004_212) == "1,004,212"
