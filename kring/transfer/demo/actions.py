"""`kring demo`: Gemeente Waterrijk, a made-up municipality that has talked in Kring for sixty days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kring.identity.actions import deactivate_account
from kring.identity.imports import is_empty_house
from kring.kit.clock import utcnow
from kring.notifications.actions import (
    News,
    mark_all_read,
    tell_of_acceptance,
    tell_of_comment,
    tell_of_praise,
    tell_of_thread,
)
from kring.search.actions import rebuild_index
from kring.transfer.demo.building import Progress, Site
from kring.transfer.demo.circles import build_follows, build_groups, build_topics
from kring.transfer.demo.content import read_world
from kring.transfer.demo.drafts import build_drafts
from kring.transfer.demo.habits import build_habits
from kring.transfer.demo.kinds import build_kinds
from kring.transfer.demo.life import build_life
from kring.transfer.demo.people import build_people
from kring.transfer.demo.sign_ins import DEMO_SIGN_INS, PASSWORD
from kring.transfer.demo.talk import Written, build_talk
from kring.transfer.refusal import ImportRefused

SEED = 20261122
RECENT = timedelta(days=12)  # of what happened since then people were told
READ = timedelta(days=4)  # what came longer ago they have read
GONE_SINCE = timedelta(days=9)


@dataclass(frozen=True)
class Entry:
    """How to sign in as one of the cast, with a word on who that is."""

    email: str
    password: str
    who: str


@dataclass(frozen=True)
class DemoSummary:
    """What was built, and who can sign in."""

    people: int
    groups: int
    threads: int
    comments: int
    sign_ins: tuple[Entry, ...]


def build_demo(progress: Progress, now: datetime | None = None) -> DemoSummary:
    """Build the demo world in an empty house, all or nothing. Raises ImportRefused when people are there."""
    moment = now or utcnow()
    with transaction.atomic():
        if not is_empty_house():
            raise ImportRefused(_("There are people here already. The demo world needs an empty house."))
        site = Site(world=read_world(), now=moment, chance=Random(SEED), progress=progress)  # noqa: S311
        build_people(site)
        _count_rows()
        build_topics(site)
        build_groups(site)
        _count_rows()
        written = build_talk(site) + build_kinds(site)
        _count_rows()
        build_follows(site)
        build_life(site, written)
        build_drafts(site)
        build_habits(site)
        _tell(site, written)
        for person in site.world.people:
            if person.left:
                deactivate_account(account_id=site.named[person.slug].id, by=None, now=moment - GONE_SINCE)
        rebuild_index(lambda done, total: progress("Demo: search index", done, total))
    return DemoSummary(
        people=len(site.residents),
        groups=len(site.groups),
        threads=len(written),
        comments=sum(len(one.comments) for one in written),
        sign_ins=tuple(Entry(one.email, PASSWORD, f"{one.name}, {one.who}") for one in DEMO_SIGN_INS),
    )


def _count_rows() -> None:
    """Let the database look at what was just filled: without counts it plans the rest badly."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tell(site: Site, written: list[Written]) -> None:
    """Give people the notices of the last days, in the order of what happened; older ones are read."""
    for at, tell, news in sorted(_news(written), key=lambda one: one[0]):
        if at >= site.now - RECENT:
            tell(news=news)
    for one in site.residents:
        if one.cast:
            mark_all_read(viewer=site.viewer(one), until=site.now - READ)


def _news(written: list[Written]) -> Iterator[tuple[datetime, Callable[..., None], News]]:
    for one in written:
        thread_id = one.thread_id
        tell = tell_of_praise if one.kind == "praise" else tell_of_thread
        yield one.at, tell, _piece(thread_id, one.author.id, one.at)
        for pk, author, at in one.comments:
            yield at, tell_of_comment, _piece(thread_id, author.id, at, pk)
        if one.chosen:
            pk, at = one.chosen
            yield at, tell_of_acceptance, _piece(thread_id, one.author.id, at, pk, "chosen")


def _piece(thread_id: UUID, actor_id: UUID, at: datetime, pk: UUID | None = None, what: str = "") -> News:
    event_id = uuid5(NAMESPACE_OID, f"demo {thread_id} {pk} {what}")
    return News(event_id=event_id, thread_id=thread_id, actor_id=actor_id, at=at, comment_id=pk)
