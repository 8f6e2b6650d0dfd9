"""The order is a function of the items and the settings alone, in worlds made up at random."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.discussion.models import Thread
from kring.groups.access import EVERYONE_AUDIENCE
from kring.timelines.actions import EVERYONE_STREAM
from kring.timelines.models import ANY_STREAM, Dial, Setting, StreamEntry, Subscription, Why
from kring.timelines.queries import Lane, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORLDS = settings(
    max_examples=int(os.environ.get("KRING_WORLDS", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
WRITERS = ("colleague", "owner", "member")
KINDS = ("message", "idea", "showcase")
PERSON, GROUP, DEPARTMENT = (UUID(int=number) for number in (11, 12, 13))
STREAMS = (EVERYONE_STREAM, PERSON, GROUP, DEPARTMENT)
SMALL = {"PAGE": 2, "NEWEST": 3, "STREAMS": 1}


@dataclass(frozen=True)
class Made:
    """One conversation: minutes after the beginning, how long it went on, and the places of its streams."""

    began: int
    went_on: int
    writer: int
    kind: int
    words: int
    streams: frozenset[int]
    is_shared: bool
    is_secret: bool


MADE = st.builds(
    Made,
    began=st.integers(0, 8),
    went_on=st.integers(0, 6),
    writer=st.integers(0, 2),
    kind=st.integers(0, 2),
    words=st.integers(0, 4),
    streams=st.frozensets(st.integers(0, 3), min_size=1),
    is_shared=st.booleans(),
    is_secret=st.sampled_from([False, False, False, True]),
)
# What is listened to: of each stream a reason or none, and which conversations are followed.
LISTENED = st.tuples(st.lists(st.booleans(), min_size=4, max_size=4), st.frozensets(st.integers(0, 14)))
TURNED = st.tuples(st.integers(0, 7), st.sampled_from(["", *KINDS]), st.sampled_from(Setting.values))
DIALLED = st.tuples(st.integers(0, 7), st.sampled_from(["", *KINDS]))
WORLD = {
    "made": st.lists(MADE, max_size=15),
    "listened": LISTENED,
    "dials": st.dictionaries(
        st.tuples(st.integers(0, 7), st.sampled_from(["", *KINDS])),
        st.sampled_from(Setting.values),
        max_size=4,
    ),
}


class Worlds:
    """Puts a made-up world in the database; its rows are the settings, so nothing else decides."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.reader = cast.viewer("employee")
        self.writers = [cast.accounts[role].pk for role in WRITERS]
        self.turned = (*STREAMS, *self.writers, ANY_STREAM)

    def place(self, made: list[Made], listened: Any, dials: Any) -> None:
        threads = [self._thread(number, one) for number, one in enumerate(made)]
        Thread.objects.bulk_create(threads)
        StreamEntry.objects.bulk_create(
            entry for thread, one in zip(threads, made, strict=True) for entry in _entries(thread, one)
        )
        heard, followed = listened
        reasons = (Why.EVERYONE, Why.PERSON, Why.GROUP, Why.DEPARTMENT)
        found = [(stream, why) for stream, why, on in zip(STREAMS, reasons, heard, strict=True) if on]
        found += [(threads[at].pk, Why.THREAD) for at in followed if at < len(threads)]
        me = self.reader.id
        Subscription.objects.filter(account=me).delete()
        Subscription.objects.bulk_create(Subscription(account_id=me, stream=s, why=w) for s, w in found)
        for (at, kind), setting in dials.items():
            self.turn(at, kind, setting)

    def turn(self, at: int, kind: str, setting: int | None) -> None:
        row = {"account_id": self.reader.id, "stream": self.turned[at], "kind": kind}
        Dial.objects.filter(**row).delete()
        if setting:
            Dial.objects.create(**row, setting=setting, at=NOW)

    def _thread(self, number: int, one: Made) -> Thread:
        began = NOW + timedelta(minutes=one.began)
        secret = self.cast.groups["closed"].audience.pk
        return Thread(
            id=UUID(int=(number * 7919) % 104729 + 100),
            kind=KINDS[one.kind],
            author_id=self.writers[one.writer],
            audience_id=secret if one.is_secret else EVERYONE_AUDIENCE,
            created_at=began,
            act=began + timedelta(minutes=one.went_on),
            comment_count=one.words,
        )

    def shown(self, lane: Lane) -> list[Any]:
        """All cards of a lane, page after page."""
        found, cursor = [], None
        while True:
            one = page(self.reader, lane, cursor)
            found += one.cards
            assert len(found) < 100, "pages go round"
            if (cursor := one.after) is None:
                return found


def _entries(thread: Thread, one: Made) -> Iterator[StreamEntry]:
    yield StreamEntry(stream=thread.pk, thread=thread, act=thread.act)
    for at in one.streams:
        lifted = one.is_shared and STREAMS[at] == GROUP
        act = thread.created_at + timedelta(minutes=2) if lifted else thread.created_at
        yield StreamEntry(stream=STREAMS[at], thread=thread, act=act, shared=lifted)


@pytest.fixture
def worlds(cast):
    return Worlds(cast)


@contextmanager
def passing() -> Iterator[None]:
    """A world that is gone again afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def small_pages() -> Iterator[None]:
    """Few on a page, few looked at: so that pages and merges matter in a small world."""
    with patch.multiple("kring.timelines.queries.finding", **SMALL):
        yield


@WORLDS
@given(**WORLD, name=st.sampled_from(["mine", "groups", "all"]))
def test_pages_are_one_order_without_gap_or_repeat(worlds, made, listened, dials, name):
    with passing():
        worlds.place(made, listened, dials)
        whole = worlds.shown(Lane(name))
        assert whole == worlds.shown(Lane(name))
        places = [(card.act, card.id) for card in whole]
        assert places == sorted(set(places), reverse=True)
        assert len({card.id for card in whole}) == len(whole)
        with small_pages():
            assert [(card.act, card.id) for card in worlds.shown(Lane(name))] == places


@WORLDS
@given(**WORLD, turned=TURNED)
def test_a_dial_touches_only_what_it_says_and_back_is_as_before(worlds, made, listened, dials, turned):
    at, kind, setting = turned
    dials = {place: one for place, one in dials.items() if place != (at, kind)}
    with passing():
        worlds.place(made, listened, dials)
        before = worlds.shown(Lane())
        worlds.turn(at, kind, setting)
        after = worlds.shown(Lane())
        said = set(Thread.objects.filter(**_said_of(worlds, at, kind)).values_list("pk", flat=True))
        left = [[(one.act, one.id) for one in shown if one.id not in said] for shown in (before, after)]
        assert left[0] == left[1]
        worlds.turn(at, kind, None)
        assert worlds.shown(Lane()) == before


def _said_of(worlds, at, kind):
    """The conversations that a dial is about."""
    stream = worlds.turned[at]
    said = {"kind": kind} if kind else {}
    if stream in worlds.writers:
        said["author"] = stream
    elif stream != ANY_STREAM:
        said["pk__in"] = StreamEntry.objects.filter(stream=stream).values("thread")
    return said


@WORLDS
@given(**WORLD, at=st.integers(0, 7), kind=st.sampled_from(["", *KINDS]))
def test_more_shows_no_less_and_less_no_more(worlds, made, listened, dials, at, kind):
    with passing():
        worlds.place(made, listened, dials)
        shown = {}
        for setting in (Setting.NOT, Setting.DIGEST, Setting.LESS, Setting.MORE):
            worlds.turn(at, kind, setting)
            shown[setting] = {card.id for card in worlds.shown(Lane())}
        assert shown[Setting.NOT] == shown[Setting.DIGEST]
        assert shown[Setting.NOT] <= shown[Setting.LESS] <= shown[Setting.MORE]
        busy = set(Thread.objects.filter(comment_count__gte=3).values_list("pk", flat=True))
        assert shown[Setting.MORE] - shown[Setting.LESS] <= shown[Setting.MORE] - busy
