"""Every write by everybody who may not: refused, and nothing has changed."""

from itertools import takewhile
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from tests.access.addresses import Address, address_of, addresses
from tests.access.crawl import Crawl, outcome_of
from tests.access.model import is_member, outcome, reads
from tests.access.traces import changes, fingerprint
from tests.access.world import ANONYMOUS, World

FEW = (ANONYMOUS, "outsider", "guest", "other_guest")


def refused(world: World) -> list[tuple[str, Address]]:
    """Who must not post where: everybody tries the first object of a route, a few try the others."""
    found = []
    for one in addresses(world, "post"):
        rule = one.route.post
        if rule is None:
            found += [(who, one) for who in (ANONYMOUS, "outsider")]
        elif not rule.public:
            tries = world.everybody if one.about == one.route.tried[0] and not one.route.own else FEW
            may_not = [who for who in tries if outcome(world.facts, rule, who, one.about) != "open"]
            found += [(who, one) for who in may_not]
    return found


def test_whoever_may_not_write_changes_nothing(world):
    """A valid form from somebody who may not is refused as the matrix says, and leaves no trace."""
    crawl, before, wrong = Crawl(world), fingerprint(), []
    todo = refused(world)
    for who in world.everybody:
        mine = [one for visitor, one in todo if visitor == who]
        wrong += [fault for one in mine if (fault := crawl.check(who, one, "post"))]
        if changes(before):
            wrong += [f"{who} changed {changes(before)}"]
            before = fingerprint()
    assert len(todo) > 400
    assert not wrong
    assert not crawl.leaks


def test_whoever_may_write_does_so_with_the_same_form(world):
    """The same forms work for those who may: otherwise the refusals above would prove nothing."""
    crawl, before, wrong = Crawl(world), fingerprint(), []
    for one in addresses(world, "post"):
        rule = one.route.post
        if rule is None or rule.public or one.route.by_factor:
            continue
        allowed = [who for who in world.everybody if outcome(world.facts, rule, who, one.about) == "open"]
        # Who may join may be in already, and so on: among a few people somebody finds work to do.
        faults = list(takewhile(bool, (_succeed(crawl, who, one, before) for who in allowed[:-4:-1])))
        wrong += faults if len(faults) == len(allowed[:-4:-1]) else []
    assert not wrong
    assert not crawl.leaks


def _succeed(crawl: Crawl, who: str, one: Address, before: dict[str, tuple[int, int]]) -> str:
    """Post as somebody who may, see that it had an effect, and take it all back."""
    with transaction.atomic():
        fault = crawl.check(who, one, "post")
        first = one.about == one.route.tried[0]
        if not fault and first and not one.route.idle and not changes(before):
            fault = f"{who}: {one.path} changed nothing"
        transaction.set_rollback(True)
    crawl.browsers.clear()  # a sign-in that was renewed is rolled back too
    return fault


def test_other_methods_are_not_there(world):
    """Neither reading nor writing has a back door by another name."""
    crawl, before, answers = Crawl(world), fingerprint(), set()
    for one in addresses(world):
        if "?" in one.path or one.about != one.route.tried[0]:
            continue
        for method in ("head", "delete"):
            outcome = outcome_of(crawl.visit("outsider", one.path, method))
            if method == "delete" and not one.route.own:
                answers.add(outcome)
    assert answers <= {"405", "unseen"}
    assert not changes(before)
    assert not crawl.leaks


def _attempt(world: World, who: str, path: str, form: dict[str, Any]) -> str:
    return outcome_of(Crawl(world).visit(who, path, "post", form))


@pytest.mark.parametrize("circle", ["open", "closed", "hidden"])
def test_nobody_writes_into_a_group_from_outside(world, circle):
    """The composer names its group in the form: members only, and others hear the same for any group."""
    before = fingerprint()
    for who in world.cast.accounts:
        if is_member(world.facts, who, circle):
            continue
        form = {"kind": "message", "source": "Dag.", "place": "1", "where": world.at["circle", circle]}
        expected = "422" if world.facts.people[who].here else "door"
        assert _attempt(world, who, "/threads/new/", form) == expected
    assert not changes(before)


def test_a_reply_stays_in_its_conversation(world):
    """A comment of another conversation is no parent, readable or not."""
    before = fingerprint()
    talk = address_of(world, "comments", "everyone")
    for parent in ("closed/comment", "open/comment", "everyone/gone", "everyone/hidden"):
        form = {"source": "Dag.", "parent": str(world.at["text", parent])}
        assert _attempt(world, "member", talk, form) == "unseen"
        assert _attempt(world, "outsider", talk, form) == "unseen"
    assert not changes(before)


def test_a_text_is_reported_where_it_stands(world):
    """Under the address of another conversation a comment cannot be reported, reacted to or read."""
    before = fingerprint()
    strange = f"/threads/{world.at['talk', 'everyone']}/comments/{world.at['text', 'closed/answer']}"
    for who in ("member", "outsider", "moderator"):
        form = {"reason": "Niet aardig.", "kind": "thanks", "want": "1"}
        if who != "member":
            assert _attempt(world, who, f"{strange}/reactions/", form) == "unseen"
        assert _attempt(world, who, f"{strange}/reports/", form) == "unseen"
        assert outcome_of(Crawl(world).visit(who, f"{strange}/history/")) in {"open", "unseen"}
    assert not changes(before)


def test_turning_down_an_unknown_stream_names_nobody(world):
    """Whatever id somebody turns down, the settings name only what that person may know."""
    crawl = Crawl(world)
    ids = [str(pk) for pk in world.topic_ids()]
    for field in ("talk.id", "circle.id", "person.id"):
        ids += [one.text for one in world.aviary.secrets.values() if one.field == field][-6:]
    for who in ("outsider", "guest", "other_guest"):
        for stream in ids:
            form = {"stream": stream, "kind": "question", "setting": "4"}
            crawl.visit(who, "/timeline/dials/", "post", form)
        answer = crawl.visit(who, "/settings/timeline/")
        told = [one for one in world.aviary.seen_in(answer.content.decode()) if not one.field.endswith(".id")]
        assert told
        assert not [str(one) for one in told if not crawl.allows(who, one) and one.field != "circle.audience"]


def test_an_audience_is_for_those_who_are_part_of_it(world):
    """Suggesting people for a text says who reads it: only to its readers."""
    crawl = Crawl(world)
    for circle in world.facts.circles:
        for who in world.cast.accounts:
            query = f"?q=s&audience={world.at['audience', circle]}"
            answer = outcome_of(crawl.visit(who, f"/people/suggestions/{query}"))
            here = world.facts.people[who].here
            expected = ("open" if reads(world.facts, who, circle) else "unseen") if here else "door"
            assert answer == expected
    assert outcome_of(crawl.visit("member", f"/people/suggestions/?q=s&audience={uuid4()}")) == "unseen"
    assert not crawl.leaks
