"""Working days, cursors and slugs."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.people import days, paging
from kring.people.paging import NameCursor
from kring.people.words import slug_of

FRIDAY = date(2026, 11, 20)


def test_days_are_read_in_both_languages_and_put_in_order():
    assert days.parse("do, ma,fr,ma,zo") == ("mo", "th", "fr")
    assert days.parse("") == ()


def test_next_day_skips_the_weekend_and_comes_round():
    assert days.next_day("mo,fr", FRIDAY) == date(2026, 11, 23)
    assert days.next_day("fr", FRIDAY) == date(2026, 11, 27)
    assert days.next_day("", FRIDAY) is None


def test_weekend_has_no_code():
    assert [days.code(date(2026, 11, day)) for day in (20, 21, 22, 23)] == ["fr", "", "", "mo"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Arabisch  spreken", "arabisch-spreken"), ("Wmo!", "wmo"), ("?!", ""), ("a" * 80, "a" * 60)],
)
def test_spellings_meet_in_the_slug(name, slug):
    assert slug_of(name) == slug


@given(key=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), id=st.uuids())
def test_cursor_comes_back_as_it_was(key: str, id: UUID):
    assert paging.decode(NameCursor(key, id).encode()) == NameCursor(key, id)


@given(st.text())
def test_garbage_is_the_start_of_the_list(text: str):
    found = paging.decode(text)
    assert found is None or isinstance(found.key, str)


@pytest.mark.parametrize("text", ["", "x", "AAAA", "é", "A" * 21, "0123456789abcdef" * 2])
def test_short_garbage_is_no_cursor(text):
    assert paging.decode(text) is None or len(text) > 21
