"""Closing a conversation to new comments, and opening it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.discussion import rules
from kring.discussion.events import CommentsClosed, CommentsReopened
from kring.discussion.queries.standing import standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require


def close_comments(*, thread_id: UUID, closer: Viewer, now: datetime) -> None:
    """Take no new comments any more; everything can still be read. Shows who closed it."""
    with transaction.atomic():
        thread = thread_for(closer, thread_id, lock=True)
        require(rules.may_close(closer, standing_of(closer, thread)))
        if thread.closed_at is not None:
            return
        thread.closed_at, thread.closed_by_id = now, closer.id
        thread.save(update_fields=["closed_at", "closed_by"])
        record(CommentsClosed(thread_id=thread.pk, actor_id=closer.id, at=now))


def reopen_comments(*, thread_id: UUID, opener: Viewer, now: datetime) -> None:
    """Take comments again."""
    with transaction.atomic():
        thread = thread_for(opener, thread_id, lock=True)
        require(rules.may_close(opener, standing_of(opener, thread)))
        if thread.closed_at is None:
            return
        thread.closed_at = thread.closed_by = None
        thread.save(update_fields=["closed_at", "closed_by"])
        record(CommentsReopened(thread_id=thread.pk, actor_id=opener.id, at=now))
