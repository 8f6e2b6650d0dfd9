"""Saying that a conversation does not hold any more, and that it does again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion import rules
from kring.discussion.events import ThreadHoldsAgain, ThreadOutdated
from kring.discussion.models import Outdated, Thread
from kring.discussion.queries.standing import standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require

WEB_ADDRESS = r"https?://[\w.-]+(:\d{1,5})?([/?#]\S*)?"  # names within an organisation need no dot


@dataclass(frozen=True)
class Lapse:
    """Why it does not hold any more, and where to read on: another conversation, or an address elsewhere."""

    reason: str
    instead: UUID | None = None
    link: str = ""


def mark_outdated(*, thread_id: UUID, lapse: Lapse, marker: Viewer, now: datetime) -> None:
    """Show with a conversation that it does not hold any more; said again, the new words stay.

    Raises Unseen when the marker cannot read the conversation that stands instead, or when it is the same.
    """
    with transaction.atomic():
        thread = thread_for(marker, thread_id, lock=True)
        require(rules.may_mark_outdated(marker, standing_of(marker, thread)))
        if lapse.instead and thread_for(marker, lapse.instead).pk == thread.pk:
            raise Unseen
        told = {"reason": lapse.reason, "instead_id": lapse.instead, "link": lapse.link}
        Outdated.objects.update_or_create(thread=thread, defaults={**told, "by_id": marker.id, "at": now})
        Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
        record(ThreadOutdated(thread_id=thread.pk, actor_id=marker.id, at=now))


def mark_valid(*, thread_id: UUID, marker: Viewer, now: datetime) -> None:
    """Let a conversation hold again; nothing happens when it already does."""
    with transaction.atomic():
        thread = thread_for(marker, thread_id, lock=True)
        require(rules.may_mark_outdated(marker, standing_of(marker, thread)))
        if Outdated.objects.filter(thread=thread).delete()[0]:
            Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
            record(ThreadHoldsAgain(thread_id=thread.pk, actor_id=marker.id, at=now))
