"""Pinning a conversation above the others in its group."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kring.discussion import rules
from kring.discussion.events import ThreadPinned, ThreadUnpinned
from kring.discussion.models import ItemState, Pin
from kring.discussion.queries.standing import standing_of, thread_for
from kring.groups.models import Group
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, require


def pin_thread(*, thread_id: UUID, pinner: Viewer, now: datetime) -> None:
    """Let a conversation stand above the others in its group; three at most."""
    with transaction.atomic():
        thread = thread_for(pinner, thread_id, lock=True)
        require(rules.may_pin(standing_of(pinner, thread)))
        # Two owners who pin at the same moment wait for each other here.
        group = Group.objects.select_for_update().get(pk__in=[thread.group_id])
        others = Pin.objects.filter(group=group, thread__state=ItemState.PUBLISHED).exclude(thread=thread)
        if not rules.is_room_for_pin(others.count()):
            raise Refused(_("Three conversations are pinned in this group already. First unpin one of them."))
        _pin, created = Pin.objects.get_or_create(
            thread=thread, defaults={"group": group, "by_id": pinner.id, "at": now}
        )
        if created:
            record(ThreadPinned(thread_id=thread.pk, actor_id=pinner.id, at=now))


def unpin_thread(*, thread_id: UUID, pinner: Viewer, now: datetime) -> None:
    """Let a conversation stand among the others again."""
    with transaction.atomic():
        thread = thread_for(pinner, thread_id, lock=True)
        require(rules.may_pin(standing_of(pinner, thread)))
        if Pin.objects.filter(thread=thread).delete()[0]:
            record(ThreadUnpinned(thread_id=thread.pk, actor_id=pinner.id, at=now))
