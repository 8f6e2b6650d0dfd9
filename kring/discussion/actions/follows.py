"""Following and muting a thread."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.discussion.events import ThreadFollowed, ThreadMuted, ThreadUnfollowed, ThreadUnmuted
from kring.discussion.models import ThreadFollow
from kring.discussion.queries.standing import thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record

MANY = 500  # mutes ended in one go


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
            follow.muted, follow.until, follow.followed = False, None, False
            follow.save(update_fields=["muted", "until", "followed"])
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


def mute_thread(*, thread_id: UUID, follower: Viewer, now: datetime, until: datetime | None = None) -> None:
    """Hear nothing more of this thread and see it no more in the timeline, until a moment (None: always)."""
    with transaction.atomic():
        thread_for(follower, thread_id)
        own = ThreadFollow.objects.select_for_update().filter(thread=thread_id, account=follower.id).first()
        followed = own is not None and (not own.muted or own.followed)
        ThreadFollow.objects.update_or_create(
            thread_id=thread_id,
            account_id=follower.id,
            defaults={"muted": True, "until": until, "followed": followed, "at": now},
        )
        record(ThreadMuted(thread_id=thread_id, actor_id=follower.id, at=now))


def end_mute(*, thread_id: UUID, follower: Viewer, now: datetime) -> None:
    """As it was before the mute; whoever left the audience may do this too."""
    with transaction.atomic():
        rows = ThreadFollow.objects.filter(thread=thread_id, account=follower.id, muted=True)
        _end(rows.select_for_update(), now)


def end_past_mutes(*, now: datetime) -> int:
    """End the mutes whose time is over. Returns how many."""
    with transaction.atomic():
        rows = ThreadFollow.objects.filter(muted=True, until__lte=now)
        return _end(rows.select_for_update(skip_locked=True)[:MANY], now)


def _end(rows: Iterable[ThreadFollow], now: datetime) -> int:
    ended = 0
    for row in rows:
        ended += 1
        if row.followed:
            # Followed from now on: nothing of the quiet time comes after all.
            row.muted, row.until, row.followed, row.at = False, None, False, now
            row.save(update_fields=["muted", "until", "followed", "at"])
        else:
            row.delete()
        record(ThreadUnmuted(thread_id=row.thread_id, actor_id=row.account_id, at=now))
    return ended
