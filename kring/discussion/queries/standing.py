"""Fetching one thread or comment through the viewer, for pages and actions alike."""

from uuid import UUID

from kring.discussion.models import Comment, ItemState, Thread
from kring.discussion.rules import Standing
from kring.groups.access import is_archived, is_owner, readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


def thread_for(
    viewer: Viewer, thread_id: UUID, *, lock: bool = False, state: ItemState = ItemState.PUBLISHED
) -> Thread:
    """The thread, if the viewer may read it and it is in `state`; raises Unseen otherwise.

    `lock` holds the row until the end of the transaction.
    """
    rows = Thread.objects.filter(readable_by(viewer), pk=thread_id, state=state)
    if lock:
        rows = rows.select_for_update(of=("self",))
    thread = rows.first()
    if thread is None:
        raise Unseen
    return thread


def comment_for(
    viewer: Viewer, comment_id: UUID, *, lock: bool = False, state: ItemState = ItemState.PUBLISHED
) -> Comment:
    """The comment with its thread, if the viewer may read both; raises Unseen otherwise."""
    rows = Comment.objects.filter(
        readable_by(viewer, "thread__audience"),
        pk=comment_id,
        state=state,
        thread__state=ItemState.PUBLISHED,
    ).select_related("thread")
    if lock:
        rows = rows.select_for_update(of=("self", "thread"))
    comment = rows.first()
    if comment is None:
        raise Unseen
    return comment


def standing_of(viewer: Viewer, thread: Thread, author_id: UUID | None = None) -> Standing:
    """What the rules need to know of a text in `thread`; its author is the thread's unless given."""
    return Standing(
        author_id=author_id or thread.author_id,
        owns_group=is_owner(viewer, thread.group_id),
        archived=is_archived(thread.group_id),
        closed=thread.closed_at is not None,
    )


def carries_topic(viewer: Viewer, topic_id: UUID) -> bool:
    """True when the viewer reads at least one thread about the topic."""
    return Thread.objects.filter(
        readable_by(viewer), state=ItemState.PUBLISHED, thread_topics__topic=topic_id
    ).exists()
