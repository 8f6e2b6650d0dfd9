"""Polls: one vote each, with names or truly without."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from kring.discussion.queries.standing import standing_of
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id
from kring.posts.actions import PollText, end_poll, vote
from kring.posts.models import Ballot, NamedVote, Poll, PollOption
from kring.posts.queries import facts_of, voters_of
from kring.posts.rules import is_choice_complete, is_over, is_result_shown, may_end_poll, may_vote
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
VOTERS = ("employee", "member", "colleague", "owner", "outsider", "moderator")


def counts(thread):
    return list(PollOption.objects.filter(poll=thread.pk).order_by("place").values_list("votes", flat=True))


def choose(cast, thread, who, *places, now=None):
    return vote(thread_id=thread.pk, places=places, voter=cast.viewer(who), now=now or cast.later)


def tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t.xmin::text, to_jsonb(t)::text FROM "{table}" t')
            yield from ((table, number, row) for number, row in cursor.fetchall())


def traces(account):
    """Every row of the database that holds the id or handle of somebody, table by table."""
    found = {}
    for table, _number, row in tables():
        if str(account.pk) in row:
            found.setdefault(table, []).append(row)
    return found


def test_with_names_one_vote_each_that_can_be_changed(cast):
    thread = cast.open_poll("colleague")
    assert choose(cast, thread, "employee", 0)
    assert choose(cast, thread, "employee", 2)
    choose(cast, thread, "member", 2)
    assert counts(thread) == [0, 0, 2]
    assert Poll.objects.get(pk=thread.pk).voters == 2
    votes = voters_of(cast.viewer("owner"), thread.pk)
    assert [(one.text, len(one.people)) for one in votes] == [("Zaterdag", 2)]


def test_several_can_be_chosen_only_when_the_poll_says_so(cast):
    thread, single = cast.open_poll("colleague", multiple=True), cast.open_poll("colleague")
    choose(cast, thread, "employee", 0, 1)
    assert counts(thread) == [1, 1, 0]
    for wrong in ((0, 1), (), (7,), (0, 9)):
        with pytest.raises(Refused):
            choose(cast, single, "employee", *wrong)
    assert counts(single) == [0, 0, 0]


def test_result_shows_after_voting_or_at_the_end(cast):
    thread, viewer = cast.open_poll("colleague"), cast.viewer("employee")
    choose(cast, thread, "member", 1)
    before = facts_of(viewer, thread.pk)
    assert (before.shown, [option.votes for option in before.options]) == (False, [0, 0, 0])
    choose(cast, thread, "employee", 1)
    after = facts_of(viewer, thread.pk)
    assert [(option.votes, option.percent, option.mine) for option in after.options][1] == (2, 100, True)
    end_poll(thread_id=thread.pk, ender=cast.viewer("colleague"), now=cast.later)
    assert facts_of(cast.viewer("outsider"), thread.pk).shown


def test_few_anonymous_votes_stay_hidden_until_the_end(cast):
    thread = cast.open_poll("colleague", anonymous=True)
    for who in VOTERS[:4]:
        choose(cast, thread, who, 0)
    assert not facts_of(cast.viewer("employee"), thread.pk).shown
    choose(cast, thread, "outsider", 1)
    shown = facts_of(cast.viewer("employee"), thread.pk)
    assert [option.votes for option in shown.options] == [4, 1, 0]
    assert not any(option.mine for option in shown.options)


def test_nothing_anywhere_joins_voter_and_choice(cast):
    """Every table, jobs and events among them, holds nothing new about a voter but that he took part."""
    thread = cast.open_poll("colleague", anonymous=True)
    run_jobs()
    before = {who: traces(cast.accounts[who]) for who in VOTERS}
    events = Event.objects.count()
    for place, who in enumerate(VOTERS):
        choose(cast, thread, who, place % 3)
    run_jobs()
    assert Event.objects.count() == events
    for who in VOTERS:
        after = traces(cast.accounts[who])
        new = {table: rows for table, rows in after.items() if len(rows) != len(before[who].get(table, ()))}
        assert set(new) == {"posts_ballot"}
        (row,) = new["posts_ballot"]
        assert re.findall(r'"(\w+)":', row) == ["id", "poll_id", "account_id"]
    assert not NamedVote.objects.exists()


def test_the_web_leaves_no_trace_of_a_choice_either(cast, client, caplog):
    caplog.set_level("DEBUG")
    thread = cast.open_poll("colleague", anonymous=True)
    client.force_login(cast.employee)
    session = client.session.session_key
    answer = client.post(f"/polls/{thread.pk}/votes/", {"option": "1", "key": str(new_id())}, follow=True)
    assert answer.status_code == 200
    rows = [(table, row) for table, _xmin, row in tables() if session in row or str(thread.pk) in row]
    assert {"posts_ballot", "posts_polloption"} <= {table for table, _row in rows}
    assert not [table for table, row in rows if "Woensdag" in row and table != "posts_polloption"]
    assert not [line for line in caplog.messages if "Woensdag" in line or "option=" in line]
    assert "Woensdag" not in str(dict(client.session))


def test_one_transaction_writes_all_options_alike(cast):
    """The number of a row's transaction would else tell which option the ballot beside it was for."""
    thread = cast.open_poll("colleague", anonymous=True)
    for place, who in enumerate(VOTERS):
        choose(cast, thread, who, place % 3)
        rows = [(number, row) for table, number, row in tables() if table == "posts_polloption"]
        assert len({number for number, row in rows if str(thread.pk) in row}) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctid::text FROM posts_polloption WHERE poll_id = %s ORDER BY place", [thread.pk]
        )
        assert len(cursor.fetchall()) == 3


def test_a_ballot_has_no_order_and_cannot_be_changed(cast):
    thread = cast.open_poll("colleague", anonymous=True)
    assert choose(cast, thread, "employee", 0)
    assert not choose(cast, thread, "employee", 1)
    assert counts(thread) == [1, 0, 0]
    assert {ballot.pk.version for ballot in Ballot.objects.all()} == {4}


def test_after_its_end_a_poll_takes_no_vote(cast):
    thread = cast.open_poll("colleague", ends_at=cast.later)
    choose(cast, thread, "employee", 0, now=cast.later - timedelta(minutes=1))
    with pytest.raises(Refused):
        choose(cast, thread, "member", 0)
    with pytest.raises(Refused):
        end_poll(thread_id=thread.pk, ender=cast.viewer("colleague"), now=cast.later)


def test_outsider_neither_sees_nor_votes_in_a_closed_poll(cast):
    thread, outsider = cast.open_poll("owner", "closed"), cast.viewer("outsider")
    assert facts_of(outsider, thread.pk) is None
    with pytest.raises(Unseen):
        voters_of(outsider, thread.pk)
    with pytest.raises(Unseen):
        choose(cast, thread, "outsider", 0)


def test_a_poll_needs_two_to_ten_different_options(cast):
    for options in (("Een",), ("Een", "Een"), tuple(map(str, range(11)))):
        with pytest.raises(Refused):
            cast.open_poll("colleague", options=options)
    assert PollText(options=("a", "b")).ends_at is None


def test_rules_of_a_poll(cast):
    assert is_over(ends_at=cast.now, closed_at=None, now=cast.now)
    assert not is_over(ends_at=None, closed_at=None, now=cast.now)
    assert may_vote(over=False, archived=False)
    assert not may_vote(over=False, archived=True)
    assert is_choice_complete(1, multiple=False)
    assert not is_choice_complete(0, multiple=True)
    assert is_result_shown(over=True, voted=False, anonymous=True, voters=1)
    assert not is_result_shown(over=False, voted=True, anonymous=True, voters=4)
    thread = cast.open_poll("colleague")
    with pytest.raises(Refused):
        end_poll(thread_id=thread.pk, ender=cast.viewer("member"), now=cast.later)
    standing = standing_of(cast.viewer("colleague"), thread)
    assert may_end_poll(cast.viewer("colleague"), standing, over=False)
    assert not may_end_poll(cast.viewer("member"), standing, over=False)
