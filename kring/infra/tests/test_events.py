"""The event log, its reactions, and forms sent twice."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from kring.infra import events
from kring.infra.events import Event, OutsideTransaction, Within, react, record, wire
from kring.infra.models import Event as EventRow
from kring.infra.models import Receipt
from kring.infra.outbox import queue
from kring.infra.receipts import forget_receipts, once
from kring.infra.verdict import Unseen
from kring.kit.ids import new_id

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HERE = "kring.infra.tests.test_events"
heard: list[Event] = []


@dataclass(frozen=True, kw_only=True)
class Rang(Event):
    bell_id: UUID
    other_id: UUID | None = None


def hear(event: Event) -> None:
    heard.append(event)


def fall(event: Event) -> None:
    raise RuntimeError("fell")


@pytest.fixture
def wired(monkeypatch):
    heard.clear()
    for name, empty in (("_wiring", {}), ("_by_name", {}), ("_later", [])):
        monkeypatch.setattr(events, name, empty)
    jobs: list[tuple[UUID, str]] = []

    def keep(event_id, reactions):
        jobs.extend((event_id, one) for one in reactions)

    return lambda table: wire(table, keep)


def rang(**more):
    return Rang(at=NOW, bell_id=UUID(int=7), **more)


@pytest.mark.django_db
def test_job_brings_back_the_event_as_it_was(wired):
    wired({Rang: (f"{HERE}.hear",)})
    with transaction.atomic():
        event_id = record(rang())
    assert heard == []
    react(event_id, f"{HERE}.hear")
    assert heard == [rang()]


@pytest.mark.django_db
def test_within_runs_at_once_and_fails_with_the_change(wired):
    wired({Rang: (Within(f"{HERE}.hear"),)})
    record(rang())
    assert heard == [rang()]
    wired({Rang: (Within(f"{HERE}.fall"),)})
    with pytest.raises(RuntimeError), transaction.atomic():
        record(rang())
    assert EventRow.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_no_event_outside_a_transaction(wired):
    wired({Rang: ()})
    with pytest.raises(OutsideTransaction):
        record(rang())


@pytest.mark.usefixtures("committed")
def test_no_mail_outside_a_transaction():
    with pytest.raises(OutsideTransaction):
        queue(kind="reset", mails=[], now=NOW)


@pytest.mark.django_db
def test_unknown_event_is_refused(wired):
    wired({})
    with pytest.raises(KeyError):
        record(rang())


@pytest.mark.django_db
def test_same_key_acts_once_and_shows_the_first_result():
    key, me = new_id(), new_id()
    results = [once(key=key, account_id=me, now=NOW, act=lambda n=n: f"result {n}") for n in range(3)]
    assert results == ["result 0"] * 3
    with pytest.raises(Unseen):
        once(key=key, account_id=new_id(), now=NOW, act=lambda: "somebody else's")


@pytest.mark.django_db
def test_failed_act_leaves_the_key_free():
    key, me = new_id(), new_id()

    def fail() -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(key=key, account_id=me, now=NOW, act=fail)
    assert once(key=key, account_id=me, now=NOW, act=lambda: "done") == "done"


@pytest.mark.django_db
def test_old_receipts_go():
    for days in (1, 40):
        Receipt.objects.create(key=new_id(), account_id=new_id(), at=NOW - timedelta(days=days))
    assert forget_receipts(before=NOW - timedelta(days=30)) == 1
