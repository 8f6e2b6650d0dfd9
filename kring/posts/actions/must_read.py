"""What must be read: asking it, saying that one did, and what is left when it is over.

Saying that one read something is no event, and leaves no trace but a row that goes at the end.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kring.discussion.events import ThreadMoved
from kring.discussion.models import Thread
from kring.discussion.queries.standing import standing_of, thread_for
from kring.groups.access import meant_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require
from kring.posts import rules
from kring.posts.events import ReadingReleased, ReadingRequired
from kring.posts.models import Acknowledged, MustRead
from kring.posts.queries.must_read import counted, is_running


def require_reading(*, thread_id: UUID, until: date, sender: Viewer, now: datetime) -> None:
    """Ask whom a message is meant for to read it, until a day; asked again, only the day changes.

    Raises Unseen, or Refused by `may_require_reading` and `may_read_until`.
    """
    with transaction.atomic():
        thread = _own(sender, thread_id)
        require(rules.may_read_until(until, today=timezone.localdate(now)))
        row = _open(thread)
        if row and not is_running(row, now):
            _settle(row)
            row = None
        if row:
            row.until = until
            row.save(update_fields=["until"])
        else:
            MustRead.objects.create(thread=thread, by_id=sender.id, at=now, until=until)
        record(ReadingRequired(thread_id=thread_id, actor_id=sender.id, at=now))


def release_reading(*, thread_id: UUID, sender: Viewer, now: datetime) -> None:
    """Ask it no more. What is taken back at once never was; later it ends with its figures."""
    with transaction.atomic():
        row = _open(_own(sender, thread_id))
        if row is None:
            return
        # By the clock only: whether somebody read it already is not to be told.
        if now - row.at <= rules.RELEASED_UNCOUNTED:
            row.delete()
        else:
            row.until = min(row.until, timezone.localdate(now))
            _settle(row)
        record(ReadingReleased(thread_id=thread_id, actor_id=sender.id, at=now))


def acknowledge(*, thread_id: UUID, reader: Viewer, on: bool, now: datetime) -> None:
    """Say that one read and understood it, or take that back. Nobody hears of it.

    Raises Unseen, or Refused by `may_acknowledge`.
    """
    with transaction.atomic():
        thread = thread_for(reader, thread_id)
        found = _open(thread)  # held, so that no row comes after the counting
        concerned = reader.id != thread.author_id and meant_for(thread.group_id) in reader.tokens
        running = found is not None and is_running(found, now)
        require(rules.may_acknowledge(running=running, concerned=concerned))
        own = {"must_read": found, "account_id": reader.id}
        if on:
            Acknowledged.objects.get_or_create(**own, defaults={"at": now})
        else:
            Acknowledged.objects.filter(**own).delete()


def settle_must_reads(*, now: datetime) -> None:
    """Of all whose day is over keep the two numbers, and forget who read them."""
    with transaction.atomic():
        due = MustRead.objects.filter(people__isnull=True, until__lt=timezone.localdate(now))
        for row in due.select_related("thread").order_by("pk").select_for_update(of=("self",)):
            _settle(row)


def drop_must_read(event: ThreadMoved) -> None:
    """A message that moves is for other people: whom it was asked of is asked no more."""
    MustRead.objects.filter(thread=event.thread_id, people__isnull=True).delete()


def _own(sender: Viewer, thread_id: UUID) -> Thread:
    thread = thread_for(sender, thread_id, lock=True)
    standing, in_group = standing_of(sender, thread), thread.group_id is not None
    require(rules.may_require_reading(sender, standing, kind=thread.kind, in_group=in_group))
    return thread


def _open(thread: Thread) -> MustRead | None:
    rows = MustRead.objects.filter(thread=thread, people__isnull=True)
    return rows.select_for_update(of=("self",)).first()


def _settle(row: MustRead) -> None:
    row.people, row.acknowledged = counted(row)
    row.save(update_fields=["until", "people", "acknowledged"])
    Acknowledged.objects.filter(must_read=row).delete()
