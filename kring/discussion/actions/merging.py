"""Putting two threads together: all that hangs under one goes to the other."""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from kring.discussion.events import ThreadChanged
from kring.discussion.models import (
    AcceptedAnswer,
    Attachment,
    Bookmark,
    CircleMention,
    Comment,
    ItemState,
    Mention,
    Merger,
    Offshoot,
    Outdated,
    Pin,
    Reaction,
    Report,
    Revision,
    Thread,
    ThreadFollow,
)
from kring.identity.viewer import Viewer
from kring.infra.events import record

FILE_PLACES = 100  # so far behind the files of the kept text come those of the other


def merge_thread(*, thread: Thread, kept: Thread, merger: Viewer, now: datetime) -> None:
    """Move all that hangs under a thread to the one that is kept, and let its address lead there.

    Called by the action of a kind, which locked both and asked its rules, inside its transaction.
    """
    _move_comments(thread, kept)
    # Who wanted no word of the one said nothing about the other.
    ThreadFollow.objects.filter(thread=thread, muted=True).delete()
    texts: tuple[QuerySet[Any], ...] = (
        Reaction.objects.filter(comment=None),
        Mention.objects.filter(comment=None),
        Bookmark.objects.all(),
        ThreadFollow.objects.all(),
    )
    for rows in texts:
        _move_once(rows, thread, kept)
    _recount(thread, kept)
    Attachment.objects.filter(thread=thread).update(thread=kept, position=F("position") + FILE_PLACES)
    Offshoot.objects.filter(thread=thread).update(thread=kept)
    Pin.objects.filter(thread=thread).delete()
    # What was to be read in the one is read in the other, which never stands instead of itself.
    Outdated.objects.filter(instead=thread).exclude(thread=kept).update(instead=kept)
    Merger.objects.filter(into=thread).update(into=kept)
    Merger.objects.create(thread=thread, into=kept, by_id=merger.id, at=now)
    Thread.objects.filter(pk=thread.pk).update(state=ItemState.MERGED, version=F("version") + 1)
    ThreadFollow.objects.get_or_create(thread=kept, account_id=thread.author_id, defaults={"at": now})
    record(ThreadChanged(thread_id=thread.pk, actor_id=merger.id, at=now))


def _move_comments(thread: Thread, kept: Thread) -> None:
    """What hangs under comments goes with them; a chosen answer stays one where none was chosen."""
    Comment.objects.filter(thread=thread).update(thread=kept)
    under: tuple[QuerySet[Any], ...] = (
        Reaction.objects.all(),
        Mention.objects.all(),
        CircleMention.objects.all(),
        Revision.objects.all(),
        Report.objects.all(),
        Attachment.objects.all(),
    )
    for rows in under:
        rows.filter(thread=thread, comment__isnull=False).update(thread=kept)
    chosen = AcceptedAnswer.objects.filter(thread=thread)
    if AcceptedAnswer.objects.filter(thread=kept).exists():
        chosen.delete()
    chosen.update(thread=kept)


def _move_once(rows: QuerySet[Any], thread: Thread, kept: Thread) -> None:
    """One row a person: who has one at the kept thread already keeps that one."""
    there = rows.filter(thread=kept).values("account")
    rows.filter(thread=thread).exclude(account__in=there).update(thread=kept)
    rows.filter(thread=thread).delete()


def _recount(thread: Thread, kept: Thread) -> None:
    """Counts beside the kept text, its last activity, and a new version for its card."""
    counts: dict[str, int] = {}
    for kind in Reaction.objects.filter(thread=kept, comment=None).values_list("kind", flat=True):
        counts[kind] = counts.get(kind, 0) + 1
    Thread.objects.filter(pk=kept.pk).update(
        reactions=counts,
        support=F("support") + thread.support,
        comment_count=F("comment_count") + thread.comment_count,
        answer_count=F("answer_count") + thread.answer_count,
        act=max(kept.act, thread.act),
        version=F("version") + 1,
    )
