"""A thread comes back only for who wrote in it, answered, follows it or is named in it."""

from datetime import timedelta

import pytest

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.follows import follow_thread, mute_thread, unfollow_thread
from kring.timelines.queries import Lane, fresh_count, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    """A question, an answer to it an hour later, and a newer question in between."""
    first = cast.publish("colleague", title="Eerst?")
    cast.now += timedelta(minutes=10)
    cast.publish("owner", title="Daarna?")
    cast.now += timedelta(hours=1)
    return first


def answer(cast, thread, source="Zo kan het.", role="owner"):
    written = {"source": source, "kind": "answer", "writer": cast.viewer(role)}
    write_comment(thread_id=thread.pk, now=cast.now, **written)
    cast.now += timedelta(hours=1)


def titles(cast, role, lane="mine"):
    return [card.title for card in page(cast.viewer(role), Lane(lane)).cards]


def test_others_meet_it_where_it_began(cast, asked):
    answer(cast, asked)
    assert titles(cast, "employee") == ["Daarna?", "Eerst?"]
    assert fresh_count(cast.viewer("employee"), Lane(), cast.now - timedelta(minutes=90)) == 0


def test_who_asked_and_who_answered_meet_it_again(cast, asked):
    answer(cast, asked)
    assert titles(cast, "colleague") == titles(cast, "owner") == ["Eerst?", "Daarna?"]
    assert fresh_count(cast.viewer("colleague"), Lane(), cast.now - timedelta(minutes=90)) == 1


def test_who_follows_meets_it_again_and_no_more_after_letting_go(cast, asked):
    reader = cast.viewer("employee")
    follow_thread(thread_id=asked.pk, follower=reader, now=cast.now)
    answer(cast, asked)
    assert titles(cast, "employee") == ["Eerst?", "Daarna?"]
    unfollow_thread(thread_id=asked.pk, follower=reader, now=cast.now)
    assert titles(cast, "employee") == ["Daarna?", "Eerst?"]


def test_who_is_named_meets_it_again(cast, asked):
    answer(cast, asked, f"Vraag het @{cast.employee.handle}.")
    assert titles(cast, "employee") == ["Eerst?", "Daarna?"]


def test_a_muted_one_never_comes_back_also_for_its_writer(cast, asked):
    mute_thread(thread_id=asked.pk, follower=cast.viewer("colleague"), now=cast.now)
    answer(cast, asked)
    assert titles(cast, "colleague") == ["Daarna?"]


def test_where_everything_is_shown_last_activity_counts(cast, asked):
    answer(cast, asked)
    assert titles(cast, "employee", "all") == titles(cast, "employee", "questions") == ["Eerst?", "Daarna?"]


def test_pages_follow_each_other_without_gap_or_repeat(cast, monkeypatch):
    """Every third question came back for the reader, so that places and beginnings differ."""
    expected = []
    for number in range(30):
        cast.now += timedelta(minutes=1)
        thread = cast.publish("colleague", title=f"Vraag {number}?")
        if number % 3 == 0:
            follow_thread(thread_id=thread.pk, follower=cast.viewer("employee"), now=cast.now)
            answer(cast, thread)
            thread.refresh_from_db()
        expected.append((thread.act, thread.pk))
    monkeypatch.setattr("kring.timelines.queries.finding.PAGE", 4)
    for scan in (300, 3):  # by the scan of what is newest, and by the merge of streams
        monkeypatch.setattr("kring.timelines.queries.finding.NEWEST", scan)
        seen, cursor = [], None
        while True:
            found = page(cast.viewer("employee"), Lane(), cursor)
            seen += [(card.act, card.id) for card in found.cards]
            if (cursor := found.after) is None:
                break
        assert seen == sorted(expected, reverse=True)
