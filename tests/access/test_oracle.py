"""The leak oracle: everybody looks at everything, in every state, and only the model says who may."""

import logging
import os
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection

from kring.digests.actions import begin_rounds, build_part, choose_rhythm
from kring.digests.rules import Appointment
from kring.identity.actions import ask_password_reset, note_sign_in_change
from kring.infra.models import AuditEntry, Event
from kring.notifications import jobs
from kring.notifications.actions import add_device, push_notice
from tests.access.addresses import Address, addresses
from tests.access.canaries import Secret
from tests.access.crawl import Crawl
from tests.access.making import fresh_world, settled_world
from tests.access.routes import PEOPLE, TEXTS
from tests.access.states import AGAIN, STATES, State
from tests.access.world import ANONYMOUS, World
from tests.cast import viewer_now
from tests.jobs import run_jobs, send_mail
from tests.push_peer import push_peer

__all__ = ["push_peer"]
FULL = os.environ.get("KRING_ORACLE") == "full"  # everybody looks at everything again after each change
FEW = (ANONYMOUS, "guest", "outsider", "administrator", "left")
# Looked at by everybody with every object; of other routes everybody tries one object, a few the others.
WHOLE = {
    *("thread", "thread-history", "comment-history", "group", "readers", "person", "photo", "topic"),
    *("draft", "attachment", "attachment-size", "api-attachment", "api-search", "api-notices"),
    *("api-thread", "api-comments", "api-group", "api-person", "api-timeline", "api-threads"),
    *("home", "search", "groups", "people", "people-suggestions", "topic-suggestions", "accounts"),
}
# Said by a page of its own that not every state visits, or shown only where one has to do with it.
SOFT = {"file.id", "file.picture", "person.id", "circle.id", "talk.id", "text.id", "circle.audience"}
CORE = {"talk.title", "talk.text", "talk.credit", "text.text", "circle.name", "circle.purpose", "topic.slug"}


def visits(world: World, state: State) -> list[tuple[str, Address]]:
    """Who looks at what: at first all at all there is, later those it is about at what shows it."""
    found, tried = [], dict.fromkeys(AGAIN, 0)
    for one in addresses(world):
        if FULL or not state.visitors:
            found += [(who, one) for who in _lookers(world, one)]
        elif one.name in tried and tried[one.name] < AGAIN[one.name] and _shows(state, one):
            tried[one.name] += 1
            found += [(who, one) for who in state.visitors]
    return found


def _shows(state: State, one: Address) -> bool:
    """Whether a state looks at this: when it is about the queue, at what jobs make and one page more."""
    return state.settled or one.name in {"thread", "notices", "search", "home", "group", "topic"}


def _lookers(world: World, one: Address) -> tuple[str, ...]:
    if one.route.get is None:
        return FEW[:2] if one.about == one.route.tried[0] else ()
    if one.route.own:
        return FEW
    first = one.about == one.route.tried[0] and "?" not in one.path
    return world.everybody if FULL or first or one.name in WHOLE else FEW


def is_due(world: World, who: str, secret: Secret, state: State) -> bool:
    """Whether somebody who may see this must have seen it: else refusals would prove nothing."""
    if state.visitors:
        return secret.field in CORE and (state.settled or secret.field != "topic.slug")
    if secret.field in SOFT:
        return False
    if secret.field == "person.email":
        return secret.about in PEOPLE and not world.facts.people[who].guest
    if secret.field == "text.old text":
        return secret.about in TEXTS
    if secret.field == "circle.welcome":
        return who in world.facts.circles[secret.about].members
    return True


@pytest.mark.parametrize("name", STATES)
def test_nobody_sees_more_or_less_than_the_model_allows(name, db, caplog):
    """Each canary reaches those the model allows and nobody else, whatever happened before."""
    state = STATES[name]
    world = settled_world() if state.settled else fresh_world()
    caplog.set_level(logging.INFO)
    crawl = Crawl(world)
    if state.visitors:  # what was shown before must not be kept anywhere
        for one in ("/", "/?lane=all", "/groups/groep-closed/"):
            crawl.visit("member", one)
        crawl = Crawl(world)
    state.change(world)
    run_jobs()
    wrong = [fault for who, one in visits(world, state) if (fault := crawl.check(who, one))]
    for record in caplog.records:
        crawl.note("the log", f"{record.getMessage()} {vars(record).get('kring', '')}", "")
    assert not crawl.leaks
    assert not wrong
    assert not unseen(crawl, state)
    assert not stale(crawl)


def unseen(crawl: Crawl, state: State) -> list[str]:
    """Allowed, and yet not seen: a refusal somewhere may have had the wrong reason."""
    world = crawl.world
    visitors = state.visitors or world.everybody
    return [
        f"{who} did not see {secret}"
        for secret in world.aviary.secrets.values()
        for who in visitors
        if crawl.allows(who, secret)
        and is_due(world, who, secret, state)
        and secret.text not in crawl.seen[who]
    ]


def stale(crawl: Crawl) -> list[str]:
    """What a text said before shows in its history only, why it was reported only to who decides."""
    kept = {"talk.old title": "/history", "talk.old text": "/history", "text.old text": "/history"}
    kept["report.reason"] = "/reports"
    return [
        f"{secret} at {place}"
        for secret in crawl.world.aviary.secrets.values()
        for place in crawl.places[secret.text]
        if kept.get(secret.field, "") not in place
    ]


def test_letters_hold_nothing_but_what_is_for_their_reader(fresh):
    """Every letter is read by its receiver alone, who learns only what the model allows."""
    guest = fresh.cast.guest
    ask_password_reset(email=guest.email, now=fresh.now)
    note_sign_in_change(account_id=guest.pk, what="password_changed", now=fresh.now)
    run_jobs()
    send_mail()
    crawl = Crawl(fresh)
    invited = next(one for one in fresh.aviary.secrets.values() if one.field == "invitation.email")
    owner = {f"{who}@waterrijk.example": who for who in fresh.cast.accounts}
    letters = [letter for letter in mail.outbox if "List-Id" not in letter.extra_headers]
    names = sorted(letter.to[0].partition("@")[0] for letter in letters)
    assert names == ["guest", "guest", "member", invited.text]
    for letter in letters:
        html = letter.alternatives[0].content
        assert len(letter.recipients()) == 1
        text = f"{letter.subject} {letter.body} {html}"
        if letter.to[0] in owner:
            crawl.note(owner[letter.to[0]], text, letter.to[0])
        else:  # not a member of anything yet: the inviter's name and the own link, no more
            told = {one.field for one in fresh.aviary.seen_in(text)}
            assert told == {"invitation.secret", "person.name"}
    assert not crawl.leaks


@pytest.mark.parametrize("name", STATES)
def test_notices_by_mail_follow_the_rights_of_the_moment_they_leave(name, fresh):
    """Mail that was queued before a change leaves after it, and holds what its reader may see by then."""
    run_jobs()
    STATES[name].change(fresh)
    send_mail()
    crawl = Crawl(fresh)
    notices = [letter for letter in mail.outbox if "List-Id" in letter.extra_headers]
    for letter in notices:
        text = f"{letter.subject} {letter.body} {letter.alternatives[0].content}"
        crawl.note(letter.to[0].partition("@")[0], text, "a mail")
    assert not crawl.leaks
    assert notices or name != "before"


@pytest.mark.parametrize("name", STATES)
def test_a_push_says_of_closed_content_only_that_there_is_something(name, fresh, push_peer, monkeypatch):
    """It stands on a locked screen: its words are fit for every colleague, and it comes to readers only."""
    queued: list[tuple[UUID, UUID]] = []
    monkeypatch.setattr(jobs, "push_later", lambda pairs, moment: queued.extend(pairs))
    who_of = {f"/{who}": who for who in fresh.cast.accounts if who != "left"}
    for path, who in who_of.items():
        key, browser = fresh.client(who).session.session_key, push_peer.browser(path[1:])
        add_device(owner=fresh.viewer(who), session_key=key, browser=browser, agent="", now=fresh.now)
    run_jobs()
    STATES[name].change(fresh)
    for device, notice in queued:
        push_notice(device_id=device, notice_id=notice, now=fresh.now)
    crawl = Crawl(fresh)
    for one in push_peer.handed:
        words = push_peer.unlocked(one)
        crawl.note(who_of[one.path], str(words), "a push")
        crawl.note("outsider", f"{words['title']} {words['body']}", "the words of a push")
    assert not crawl.leaks
    assert push_peer.handed or name != "before"


@pytest.mark.parametrize("name", STATES)
def test_digests_follow_the_rights_of_the_moment_they_leave(name, fresh):
    """Everybody has a digest under way, then something changes: it holds what its reader may see by then."""
    run_jobs()
    for account in fresh.cast.accounts.values():
        before, daily = fresh.now - timedelta(days=1), Appointment("daily")
        choose_rhythm(person=viewer_now(account), appointment=daily, now=before)
    for round_id in begin_rounds(now=fresh.now + timedelta(days=1)):
        build_part(round_id=round_id, now=fresh.now + timedelta(days=1))
    STATES[name].change(fresh)
    send_mail()
    crawl = Crawl(fresh)
    came = [one for one in mail.outbox if "digests" in one.extra_headers.get("List-Id", "")]
    for letter in came:
        text = f"{letter.subject} {letter.body} {letter.alternatives[0].content}"
        crawl.note(letter.to[0].partition("@")[0], text, "a digest")
    assert not crawl.leaks
    assert len(came) > 5


def test_queue_log_and_live_signals_hold_ids_only(fresh):
    """No word that somebody wrote stands in events, jobs, audit log or live signals."""
    signals = []

    def listen(execute, sql, params, many, context):
        if "pg_notify" in sql:
            signals.append(str(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        run_jobs()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        kept = [row[0] for row in cursor.fetchall()]
    kept += [str(one) for one in Event.objects.values_list("name", "payload")]
    kept += [str(one) for one in AuditEntry.objects.values_list("action", "subject", "result")]
    assert len(signals) > 20
    assert len(kept) > 300
    told = {str(one) for text in [*kept, *signals] for one in fresh.aviary.seen_in(text)}
    assert not {one for one in told if ".id " not in one and "circle.audience" not in one}
