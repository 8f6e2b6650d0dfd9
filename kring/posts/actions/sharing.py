"""Pointing out a conversation to another group; nobody reads more by it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.discussion.events import ThreadEvent
from kring.discussion.models import Thread
from kring.discussion.queries.standing import thread_for
from kring.groups.access import audience_of, is_archived, is_owner
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.posts.events import SharingEnded, ThreadShared
from kring.posts.models import Reference
from kring.posts.rules import may_end_sharing, may_share


def share_thread(*, thread_id: UUID, where: str, sharer: Viewer, now: datetime) -> None:
    """Let a conversation show in the group with the slug `where`, to whoever reads both; once a group.

    Raises Unseen when it or the group is not there for the sharer, Refused by `may_share`.
    """
    with transaction.atomic():
        thread = thread_for(sharer, thread_id, lock=True)
        group_id = _own_group(sharer, where)
        require(may_share(same=group_id == thread.group_id, archived=is_archived(group_id)))
        _row, made = Reference.objects.get_or_create(
            thread=thread, group_id=group_id, defaults={"by_id": sharer.id, "at": now}
        )
        if made:
            record(ThreadShared(thread_id=thread_id, group_id=group_id, actor_id=sharer.id, at=now))


def end_sharing(*, thread_id: UUID, where: str, ender: Viewer, now: datetime) -> None:
    """Let a conversation show in that group no longer; nothing happens when it does not.

    Raises Unseen when it or the group is not there for this person, Refused by `may_end_sharing`.
    """
    with transaction.atomic():
        thread = thread_for(ender, thread_id, lock=True)
        group_id = _own_group(ender, where)
        row = Reference.objects.filter(thread=thread, group=group_id).first()
        if row is None:
            return
        require(may_end_sharing(ender, row.by_id, owns_group=is_owner(ender, group_id)))
        row.delete()
        record(SharingEnded(thread_id=thread_id, group_id=group_id, actor_id=ender.id, at=now))


def drop_needless_reference(event: ThreadEvent) -> None:
    """A conversation that moved to a group needs not be pointed out there any more."""
    Reference.objects.filter(
        thread=event.thread_id, group__in=Thread.objects.filter(pk=event.thread_id).values("group")
    ).delete()


def _own_group(viewer: Viewer, where: str) -> UUID:
    group_id = audience_of(viewer, where)[1]
    if group_id is None:  # "everyone" is no group: what is for everyone needs no pointing out there
        raise Unseen
    return group_id
