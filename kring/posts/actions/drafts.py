"""Keeping what somebody writes until it is placed. Every write of a draft waits for `_hold` of its key."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from kring.discussion.actions.attachments import renew_waiting
from kring.identity.viewer import Viewer
from kring.infra.receipts import is_used
from kring.infra.verdict import Unseen, require
from kring.posts import rules
from kring.posts.models import Draft
from kring.posts.texts import Handed, packed

Typed = Mapping[str, str | list[str]]
WORDS = ("title", "source", "options", "to", "topics", "attachment")


def save_draft(*, key: UUID, typed: Typed, writer: Viewer, now: datetime, release: bool = False) -> bool:
    """Keep what stands in a composer; False when it is placed already, or waits for its moment.

    An empty composer keeps no draft. `release` takes a draft that waits out of the queue.
    Raises Refused above the number or length of drafts.
    """
    with transaction.atomic():
        _hold(key)
        own = Draft.objects.filter(account=writer.id)
        row = own.filter(key=key).first()
        if is_used(key) or (row and row.publish_at and not release):
            return False
        if not any(typed.get(name) for name in WORDS):
            own.filter(key=key).delete()
            return True
        others = own.filter(removed_at__isnull=True).exclude(key=key).count()
        length = sum(len("".join(words)) for words in typed.values())
        require(rules.may_keep_draft(others=others, length=length))
        _write(writer, key, typed=typed, saved_at=now, publish_at=None, ready=None)
    return True


def schedule_draft(
    *, key: UUID, typed: Typed, handed: Handed, publish_at: datetime, writer: Viewer, now: datetime
) -> None:
    """Have a text placed at a moment to come, if it is not placed yet. Raises Refused for another moment."""
    require(rules.may_wait_until(publish_at, now=now))
    with transaction.atomic():
        _hold(key)
        if not is_used(key):
            _write(writer, key, typed=typed, saved_at=now, publish_at=publish_at, ready=packed(handed))


def _write(writer: Viewer, key: UUID, **words: object) -> None:
    values = {"removed_at": None, "held": "", **words}
    Draft.objects.update_or_create(account_id=writer.id, key=key, defaults=values)


def unschedule_draft(*, key: UUID, owner: Viewer) -> None:
    """Keep a text that waited for its moment as a draft again."""
    _change(key, owner, publish_at=None, ready=None)


def remove_draft(*, key: UUID, owner: Viewer, now: datetime) -> None:
    """Throw a draft away; for a day it can come back, then as a draft that waits for nothing."""
    _change(key, owner, removed_at=now, publish_at=None, ready=None)


def restore_draft(*, key: UUID, owner: Viewer) -> None:
    """Bring a draft back that was thrown away."""
    _change(key, owner, removed_at=None)


def _change(key: UUID, owner: Viewer, **values: object) -> None:
    with transaction.atomic():
        _hold(key)
        if not Draft.objects.filter(account=owner.id, key=key).update(**values):
            raise Unseen


def end_draft(*, key: UUID, owner_id: UUID) -> None:
    """Forget the draft of what is being placed; called inside the transaction that places it."""
    _hold(key)
    Draft.objects.filter(account=owner_id, key=key).delete()


def tidy_drafts(*, unused_since: datetime, removed_before: datetime, now: datetime) -> int:
    """Remove drafts that nobody wrote in since then, or that were thrown away; returns how many.

    The files beside the others go on waiting.
    """
    old = Draft.objects.filter(saved_at__lt=unused_since, publish_at__isnull=True).delete()[0]
    gone = Draft.objects.filter(removed_at__lt=removed_before).delete()[0]
    for account_id, typed in Draft.objects.values_list("account_id", "typed").iterator():
        if ids := typed.get("attachment"):
            renew_waiting(ids=ids, owner_id=account_id, now=now)
    return old + gone


def _hold(key: UUID) -> None:
    """Wait for whoever writes or places this draft: a draft must not come back after it was placed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"draft {key}"])
