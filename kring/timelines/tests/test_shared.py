"""A conversation that was shared to a group: where it stands for whom, and for how long."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.comments import write_comment
from kring.groups.actions.joining import leave_group
from kring.posts.actions import end_sharing, share_thread
from kring.timelines.actions import place_thread, set_dial
from kring.timelines.models import Setting, StreamEntry
from kring.timelines.queries import Lane, fresh_count, page
from kring.timelines.rules import Turn

pytestmark = pytest.mark.django_db

GROUPS = ("mine", "groups")


@pytest.fixture
def shared(cast):
    """An old question of everyone's that Tom shared in the closed group, after something newer."""
    thread = cast.publish("colleague", title="Oud maar goed?")
    cast.now += timedelta(days=1)
    cast.newer = cast.publish("owner", "closed", title="Nieuwer?").pk
    cast.later = cast.now + timedelta(hours=1)
    share(cast, thread)
    return thread


def share(cast, thread, where="closed", who="member"):
    share_thread(thread_id=thread.pk, where=cast.groups[where].slug, sharer=cast.viewer(who), now=cast.later)


def shown(cast, who, lane="mine", **filters):
    return page(cast.viewer(who), Lane(lane, **filters)).cards


def titles(cast, who, lane="mine", **filters):
    return [card.title for card in shown(cast, who, lane, **filters)]


@pytest.mark.parametrize("lane", GROUPS)
def test_members_meet_it_once_and_on_top_with_who_shared_it(cast, shared, lane):
    assert titles(cast, "owner", lane) == ["Oud maar goed?", "Nieuwer?"]
    reason = shown(cast, "owner", lane)[0].reason
    assert reason.link_text == "Groep closed"
    assert cast.member.name in reason.text


def test_for_all_others_it_stays_where_it_was(cast, shared):
    [card] = shown(cast, "outsider")
    assert (card.act, card.reason.link_text) == (shared.act, "")


def test_it_stands_on_the_groups_page(cast, shared):
    group_id = cast.groups["closed"].pk
    first, second = shown(cast, "member", "all", group_id=group_id)
    assert (first.title, second.reason) == ("Oud maar goed?", None)
    assert cast.member.name in first.reason.text
    assert first.reason.less == ""


@pytest.mark.parametrize("where", ["closed", "hidden"])
def test_what_a_group_shares_with_its_members_is_not_told_outside(cast, shared, where):
    share(cast, shared, where)
    lane = Lane(name="all", group_id=cast.groups[where].pk)
    assert titles(cast, "outsider", "all", group_id=lane.group_id) == []
    assert fresh_count(cast.viewer("outsider"), lane, cast.now - timedelta(days=60)) == 0


def test_what_an_open_group_shares_everybody_sees_there(cast):
    share(cast, cast.publish("owner"), "open", "member")
    [card] = shown(cast, "outsider", "all", group_id=cast.groups["open"].pk)
    assert cast.member.name in card.reason.text


@pytest.mark.parametrize("lane", ["mine", "questions", "groups", "all"])
@pytest.mark.parametrize("who", ["outsider", "administrator", "pending"])
def test_nobody_reads_more_by_it(cast, lane, who):
    thread = cast.publish("owner", "hidden")
    share(cast, thread, "open")
    assert titles(cast, who, lane) == []
    assert titles(cast, who, "all", group_id=cast.groups["open"].pk) == []


def test_a_guest_of_the_group_does_not_meet_what_is_for_employees(cast, shared):
    assert titles(cast, "guest") == ["Nieuwer?"]
    assert titles(cast, "guest", "groups") == ["Nieuwer?"]


def test_what_happens_after_lifts_it_for_who_follows_and_it_stays_in_the_group(cast, shared):
    written = {"source": "Kijk hier.", "kind": "answer", "writer": cast.viewer("employee")}
    write_comment(thread_id=shared.pk, now=cast.later + timedelta(hours=1), **written)
    shared.refresh_from_db()
    assert shown(cast, "owner", "groups")[0].act == cast.later
    assert shown(cast, "employee", "all")[0].act == shared.act
    assert titles(cast, "owner", "groups") == ["Oud maar goed?", "Nieuwer?"]


def test_ending_it_puts_it_back(cast, shared):
    where = cast.groups["closed"].slug
    end_sharing(thread_id=shared.pk, where=where, ender=cast.viewer("member"), now=cast.later)
    assert titles(cast, "owner") == ["Nieuwer?", "Oud maar goed?"]
    assert titles(cast, "owner", "groups") == ["Nieuwer?"]


def test_leaving_the_group_puts_it_back(cast, shared):
    leave_group(actor=cast.viewer("member"), group_id=cast.groups["closed"].pk, now=cast.later)
    [card] = shown(cast, "member")
    assert (card.title, card.act) == ("Oud maar goed?", shared.act)


def test_who_wants_less_of_that_group_meets_it_at_its_own_place(cast, shared):
    stream = cast.groups["closed"].pk
    turn = Turn(stream, "question", Setting.NOT)
    set_dial(reader=cast.viewer("employee"), turn=turn, now=cast.now)
    share(cast, shared, "open", "owner")
    [card] = shown(cast, "employee")
    assert (card.title, card.act) == ("Oud maar goed?", shared.act)


def test_shared_twice_it_stands_at_the_newest(cast, shared):
    cast.later += timedelta(hours=1)
    share(cast, shared, "hidden", "owner")
    first, second = shown(cast, "member")
    assert (first.title, second.title) == ("Oud maar goed?", "Nieuwer?")
    assert (first.act, first.reason.link_text) == (cast.later, "Groep hidden")


def test_pages_follow_each_other_without_gap_or_repeat(cast, monkeypatch):
    """Half of what is old was shared since, so that places and moments differ."""
    expected = []
    for number in range(30):
        cast.now += timedelta(minutes=1)
        thread = cast.publish("colleague", title=f"Vraag {number}?")
        expected.append((thread.act, thread.pk))
        if number % 2:
            cast.later = cast.now + timedelta(days=1)
            share(cast, thread)
            expected[-1] = (cast.later, thread.pk)
    monkeypatch.setattr("kring.timelines.queries.finding.PAGE", 4)
    for scan in (300, 3):  # by the scan of what is newest, and by the merge of streams
        monkeypatch.setattr("kring.timelines.queries.finding.NEWEST", scan)
        seen, cursor = [], None
        while True:
            found = page(cast.viewer("owner"), Lane(), cursor)
            seen += [(card.act, card.id) for card in found.cards]
            if (cursor := found.after) is None:
                break
        assert seen == sorted(expected, reverse=True)


def test_the_button_counts_it_for_members_and_not_for_who_shared_it(cast, shared):
    since = cast.now + timedelta(minutes=1)
    counts = {who: fresh_count(cast.viewer(who), Lane(), since) for who in ("owner", "member", "outsider")}
    assert counts == {"owner": 1, "member": 0, "outsider": 0}


def test_it_costs_no_statement_more(cast, shared):
    reader = cast.viewer("owner")
    with CaptureQueriesContext(connection) as asked:
        page(reader, Lane())
    assert len(asked) == 2


def test_placing_it_anew_keeps_its_place(cast, shared):
    class Changed:
        thread_id = shared.pk

    place_thread(Changed())
    entry = StreamEntry.objects.get(thread=shared.pk, shared=True)
    assert (entry.act, entry.stream) == (cast.later, cast.groups["closed"].pk)
