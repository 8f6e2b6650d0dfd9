"""What stands in a lane, for whom, and what it costs."""

from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from re import findall

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.follows import follow_thread
from kring.groups.actions.owning import remove_member
from kring.posts.models import Kind
from kring.timelines.actions import set_dial
from kring.timelines.models import Setting, Subscription
from kring.timelines.queries import Lane, page
from kring.timelines.rules import Turn
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def ids(viewer, lane="mine", **filters):
    return [card.id for card in page(viewer, Lane(lane, **filters)).cards]


def test_newcomer_sees_what_is_for_everyone(cast):
    thread = cast.publish("colleague")
    assert ids(cast.viewer("employee")) == [thread.pk]


def test_member_sees_own_group_with_the_reason(cast):
    thread = cast.publish("owner", "closed")
    [card] = page(cast.viewer("member"), Lane()).cards
    assert (card.id, card.reason.link_text) == (thread.pk, "Groep closed")


@pytest.mark.parametrize("kind", [kind for kind in Kind.values if kind not in {"poll", "praise"}])
def test_every_kind_says_why_it_is_there(cast, kind):
    cast.publish("owner", "closed", kind=kind)
    [card] = page(cast.viewer("member"), Lane()).cards
    assert card.reason.less


@pytest.mark.parametrize("role", ["outsider", "administrator", "former_member", "pending", "blocked", "left"])
@pytest.mark.parametrize("lane", ["mine", "questions", "groups", "all"])
def test_closed_group_stays_in_its_group(cast, role, lane):
    cast.publish("owner", "closed")
    assert ids(cast.viewer(role), lane) == []


def test_guest_sees_own_groups_only(cast):
    cast.publish("colleague")
    thread = cast.publish("member", "closed")
    for lane in ("mine", "all", "groups", "questions"):
        assert ids(cast.viewer("guest"), lane) == [thread.pk]


def test_whoever_is_removed_sees_nothing_more(cast):
    cast.publish("owner", "hidden")
    assert ids(cast.viewer("member"))
    remove_member(
        actor=cast.viewer("owner"), group_id=cast.groups["hidden"].pk, person_id=cast.member.pk, now=cast.now
    )
    assert ids(cast.viewer("member"), "all") == []


def test_turned_down_stays_away_until_taken_back(cast):
    thread = cast.publish("colleague")
    reader = cast.viewer("employee")
    stream = page(reader, Lane()).cards[0].reason.stream
    set_dial(reader=reader, turn=Turn(stream, "question", Setting.NOT), now=cast.now)
    assert ids(reader) == []
    set_dial(reader=reader, turn=Turn(stream, "question", None), now=cast.now)
    assert ids(reader) == [thread.pk]


@pytest.mark.slow
def test_pages_follow_each_other_without_gap_or_repeat(cast):
    for minute in range(45):
        cast.now += timedelta(minutes=1)
        cast.publish("colleague", title=f"Vraag {minute}?")
    reader, seen, cursor = cast.viewer("employee"), [], None
    while True:
        one = page(reader, Lane(), cursor)
        seen += [card.title for card in one.cards]
        cursor = one.after
        if cursor is None:
            break
    assert seen == [f"Vraag {minute}?" for minute in reversed(range(45))]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/?lane=all"])
def test_cost_is_the_same_for_3_and_60_of_all_kinds(cast, client, path):
    plain = [kind for kind in Kind.values if kind not in {"poll", "praise"}]
    makers = cycle(
        [
            lambda: cast.open_poll("colleague"),
            lambda: cast.give_praise("colleague", "member"),
            *(partial(cast.publish, "colleague", kind=kind) for kind in plain),
        ]
    )
    client.force_login(cast.employee)
    costs = []
    for more in (3, 57):
        for make in islice(makers, more):
            make()
        with CaptureQueriesContext(connection) as captured:
            text = client.get(path).content.decode()
        shown = text.count("<article") + sum(map(int, findall(r'data-items="(\d+)"', text)))
        costs.append((len(captured), shown))
    assert costs == [(6, 3), (6, 20)], [q["sql"][:90] for q in captured]


@pytest.mark.parametrize("streams", [1, 24])
def test_what_one_does_not_want_hides_nothing_older(cast, monkeypatch, streams):
    """Neither a stream full of it, nor streams that begin with it, end the page."""
    wanted = [cast.publish("owner", where, kind="message").pk for where in ("closed", "open", "hidden")]
    for where in ("", "closed", "open") * 4:
        cast.now += timedelta(minutes=1)
        cast.publish("owner", where)
    reader = cast.viewer("member")
    for stream in Subscription.objects.filter(account=reader.id).values_list("stream", flat=True):
        set_dial(reader=reader, turn=Turn(stream, "question", Setting.NOT), now=cast.now)
    for name, value in (("PAGE", 2), ("NEWEST", 3), ("STREAMS", streams)):
        monkeypatch.setattr(f"kring.timelines.queries.finding.{name}", value)
    first = page(reader, Lane())
    rest = page(reader, Lane(), first.after)
    assert {card.id for card in (*first.cards, *rest.cards)} == set(wanted)
    assert rest.after is None


def through(reader, lane):
    """The titles of all pages, at most twenty of them."""
    found, cursor = [], None
    for _page in range(20):
        one = page(reader, lane, cursor)
        found += [card.title for card in one.cards]
        if (cursor := one.after) is None:
            return found
    raise AssertionError("pages go round")


@pytest.mark.parametrize("name", ["mine", "groups"])
def test_pages_of_what_began_at_one_moment_end(cast, monkeypatch, name):
    for number in range(3):
        for where in ("open", "closed", "hidden"):
            cast.publish("owner", where, title=f"{where} {number}")
    for attribute, value in (("PAGE", 2), ("NEWEST", 2), ("STREAMS", 1)):
        monkeypatch.setattr(f"kring.timelines.queries.finding.{attribute}", value)
    assert len(through(cast.viewer("member"), Lane(name))) == 9


def test_a_conversation_of_my_group_that_i_follow_stays_among_those_of_my_groups(cast, monkeypatch):
    thread = cast.publish("owner", "closed", title="Gevolgd?")
    follow_thread(thread_id=thread.pk, follower=cast.viewer("member"), now=cast.now)
    cast.now += timedelta(hours=1)
    words = {"thread_id": thread.pk, "source": "Ja.", "kind": "comment", "now": cast.now}
    write_comment(writer=cast.viewer("guest"), **words)
    run_jobs()
    for number in range(4):
        cast.now += timedelta(minutes=1)
        cast.publish("owner", title=f"Voor allen {number}?")
    monkeypatch.setattr("kring.timelines.queries.finding.NEWEST", 3)
    assert through(cast.viewer("member"), Lane("groups")) == ["Gevolgd?"]
