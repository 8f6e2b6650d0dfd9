"""Following and muting a thread."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.discussion.events import ThreadFollowed, ThreadMuted, ThreadUnfollowed
from kring.discussion.models import ThreadFollow
from kring.discussion.queries.standing import thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record


def follow_thread(
    *, thread_id: UUID, follower: Viewer, now: datetime, quiet: bool = False, even_if_muted: bool = False
) -> None:
    """Follow a thread. Writing in it follows too, but never undoes a mute; the button does."""
    with transaction.atomic():
        thread_for(follower, thread_id)
        follow, created = ThreadFollow.objects.get_or_create(
            thread_id=thread_id, account_id=follower.id, defaults={"at": now}
        )
        if not created and follow.muted and even_if_muted:
            follow.muted = False
            follow.save(update_fields=["muted"])
            created = True
        if created:
            record(ThreadFollowed(thread_id=thread_id, actor_id=follower.id, at=now, quiet=quiet))


def begin_following(*, thread_id: UUID, writer: Viewer, now: datetime, quiet: bool = False) -> None:
    """Follow a thread that the writer opened in this transaction: nothing can stand in the way."""
    ThreadFollow.objects.create(thread_id=thread_id, account_id=writer.id, at=now)
    record(ThreadFollowed(thread_id=thread_id, actor_id=writer.id, at=now, quiet=quiet))


def unfollow_thread(*, thread_id: UUID, follower: Viewer, now: datetime) -> None:
    """Follow no longer, or end a mute; whoever left the audience may still leave the thread."""
    with transaction.atomic():
        if ThreadFollow.objects.filter(thread=thread_id, account=follower.id).delete()[0]:
            record(ThreadUnfollowed(thread_id=thread_id, actor_id=follower.id, at=now))


def mute_thread(*, thread_id: UUID, follower: Viewer, now: datetime) -> None:
    """Hear nothing more of this thread and see it no more in the timeline."""
    with transaction.atomic():
        thread_for(follower, thread_id)
        ThreadFollow.objects.update_or_create(
            thread_id=thread_id, account_id=follower.id, defaults={"muted": True, "at": now}
        )
        record(ThreadMuted(thread_id=thread_id, actor_id=follower.id, at=now))
