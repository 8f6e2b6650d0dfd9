"""Clock, ids, cursors and the small-number rule."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.kit import clock, cursor, ids, smallnumber

aware = st.datetimes(timezones=st.just(UTC))


def test_clock_is_aware_and_in_utc():
    assert clock.utcnow().utcoffset() == timedelta(0)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1), timezones=st.just(UTC)))
def test_id_is_a_version_7_that_carries_its_moment(at: datetime):
    made = ids.new_id(at)
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    milliseconds = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert made.int >> 80 == milliseconds


def test_ids_sort_by_time_and_never_repeat():
    start = datetime(2011, 8, 17, tzinfo=timezone(timedelta(hours=2)))
    made = [ids.new_id(start + timedelta(milliseconds=step)) for step in range(500)]
    assert made == sorted(made)
    assert len({ids.new_id(start) for _ in range(5000)}) == 5000


@pytest.mark.parametrize("at", [datetime(2020, 1, 1), datetime(1969, 12, 31, tzinfo=UTC)])
def test_id_refuses_a_naive_or_impossible_moment(at: datetime):
    with pytest.raises(ValueError, match=r"moment|made"):
        ids.new_id(at)


@given(aware, st.uuids())
def test_cursor_comes_back_exactly(act: datetime, identity: uuid.UUID):
    text = cursor.encode(cursor.Cursor(act, identity))
    assert cursor.decode(text) == cursor.Cursor(act, identity)
    assert text == text.strip()
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_cursor_keeps_the_moment_of_another_time_zone():
    act = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))
    found = cursor.decode(cursor.encode(cursor.Cursor(act, uuid.uuid4())))
    assert found is not None
    assert found.act == act


def test_cursor_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="aware"):
        cursor.encode(cursor.Cursor(datetime(2026, 1, 1), uuid.uuid4()))


@given(st.text() | st.text(alphabet="AZaz09-_=+/", min_size=32, max_size=32))
def test_cursor_from_garbage_is_none_or_a_cursor(text: str):
    found = cursor.decode(text)
    assert found is None or cursor.encode(found) == text


def test_cursor_out_of_range_is_none():
    assert cursor.decode("_" * 32) is not None or cursor.decode("f" + "_" * 31) is None
    assert cursor.decode("f_______" + "A" * 24) is None


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, None), (6, None), (7, 7), (8, 8), (4212, 4212)])
def test_small_numbers_are_not_shown(count: int, expected: int | None):
    assert smallnumber.shown(count) == expected


def test_threshold_of_text_and_the_floor():
    assert smallnumber.shown(9, 10) is None
    assert smallnumber.shown(10, threshold=10) == 10
    with pytest.raises(ValueError, match="threshold"):
        smallnumber.shown(3, threshold=4)
    with pytest.raises(ValueError, match="negative"):
        smallnumber.shown(-1)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (22, 40, smallnumber.Share(55)),
        (9, 25, smallnumber.Share(36)),
        (11, 18, smallnumber.Share(61)),
        (42, 83, smallnumber.Share(51)),
        (38, 40, smallnumber.Share(82, "more")),
        (40, 40, smallnumber.Share(82, "more")),
        (3, 40, smallnumber.Share(18, "less")),
        (0, 40, smallnumber.Share(18, "less")),
        (3, 6, None),
        (0, 0, None),
    ],
)
def test_share_follows_the_worked_example(part, whole, told):
    assert smallnumber.share(part, whole) == told


@pytest.mark.parametrize("whole", range(60))
def test_no_share_tells_of_fewer_counts_than_the_threshold_near_none_and_all(whole):
    bounds = [told for part in range(whole + 1) if (told := smallnumber.share(part, whole)) and told.bound]
    for told in set(bounds):
        assert bounds.count(told) >= smallnumber.THRESHOLD


def test_a_count_looked_at_often_goes_in_steps():
    assert [smallnumber.stepped(count) for count in (0, 6, 7, 13, 14)] == [0, 0, 7, 7, 14]


def test_a_part_is_never_more_than_its_whole():
    with pytest.raises(ValueError, match="more than the whole"):
        smallnumber.share(9, 8)
