"""Reading: up to where somebody read a thread, everything as read, and back. Nobody else hears of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion.models import AllRead, ThreadRead
from kring.discussion.queries.standing import thread_for
from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor

SAME_VISIT = timedelta(minutes=30)

# Within half an hour it is the same visit, so that the line "new since" stays put.
_READ = """
INSERT INTO discussion_threadread AS r (account_id, thread_id, upto, before, unread)
VALUES (%(me)s, %(thread)s, %(now)s,
        (SELECT a.at FROM discussion_allread a WHERE a.account_id = %(me)s), false)
ON CONFLICT (account_id, thread_id) DO UPDATE SET
    before = CASE WHEN r.upto < %(recent)s OR r.unread
                  THEN greatest(r.upto, excluded.before) ELSE r.before END,
    upto = greatest(r.upto, excluded.upto),
    unread = false
RETURNING before
"""


def read_thread(*, reader: Viewer, thread_id: UUID, now: datetime) -> datetime | None:
    """Note that the reader sees a thread now; returns up to where he had read before (None: the first time).

    One statement, for the page of a thread that was checked already.
    """
    values: dict[str, Any] = {"me": reader.id, "thread": thread_id, "now": now, "recent": now - SAME_VISIT}
    with ready_cursor() as cursor:
        cursor.execute(_READ, values)
        before: datetime | None = cursor.fetchone()[0]
    return before


def mark_read(*, thread_id: UUID, reader: Viewer, now: datetime) -> None:
    """Count a thread as read without showing it."""
    with transaction.atomic():
        thread_for(reader, thread_id)
        read_thread(reader=reader, thread_id=thread_id, now=now)


def mark_unread(*, thread_id: UUID, reader: Viewer, now: datetime) -> None:
    """Put a thread back among the unread, until it is opened again or everything is read."""
    with transaction.atomic():
        thread_for(reader, thread_id)
        ThreadRead.objects.update_or_create(
            thread_id=thread_id,
            account_id=reader.id,
            defaults={"unread": True},
            create_defaults={"unread": True, "upto": now},
        )


def mark_everything_read(*, reader: Viewer, until: datetime) -> None:
    """Count everything up to `until` as read: what came while the page stood open stays new."""
    with transaction.atomic():
        AllRead.objects.update_or_create(
            account_id=reader.id,
            defaults={"before": F("at"), "at": until},
            create_defaults={"at": until},
        )
        ThreadRead.objects.filter(account=reader.id, unread=True).update(unread=False)


def undo_everything_read(*, reader: Viewer) -> None:
    """Take the last "everything as read" back; what was put back by hand before it is not put back again."""
    with transaction.atomic():
        own = AllRead.objects.select_for_update().filter(account=reader.id)
        row = own.first()
        if row is None:
            return
        if row.before is None:
            own.delete()
        else:
            own.update(at=row.before, before=None)
