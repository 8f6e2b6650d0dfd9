"""Reporting a text, and deciding on the report."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion import rules
from kring.discussion.actions.comments import hide_comment
from kring.discussion.events import CommentChanged, ReportSettled, ThreadChanged, ThreadReported
from kring.discussion.models import Comment, ItemState, Report, Thread
from kring.discussion.queries.reports import report_for
from kring.discussion.queries.standing import comment_for, standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require


def report(
    *, thread_id: UUID, comment_id: UUID | None, reason: str, reporter: Viewer, now: datetime
) -> Report:
    """Ask whoever watches over this place to look; reporting the same text again changes the reason."""
    with transaction.atomic():
        thread = thread_for(reporter, thread_id)
        comment = comment_for(reporter, comment_id) if comment_id else None
        if comment is not None and comment.thread_id != thread.pk:
            raise Unseen  # else whoever watches over one place would get to read a text of another
        row, created = Report.objects.update_or_create(
            thread=thread,
            comment=comment,
            reporter_id=reporter.id,
            defaults={"reason": reason},
            create_defaults={"reason": reason, "at": now},
        )
        if created:
            record(ThreadReported(thread_id=thread.pk, report_id=row.pk, actor_id=reporter.id, at=now))
    return row


def settle_report(*, report_id: UUID, hide: bool, settler: Viewer, now: datetime) -> None:
    """Keep or hide the reported text, with the name of who decided."""
    with transaction.atomic():
        row = report_for(settler, report_id, lock=True)
        require(rules.may_settle(settler, standing_of(settler, row.thread)))
        row.settled_by_id, row.settled_at = settler.id, now
        row.outcome = "hidden" if hide else "kept"
        row.save(update_fields=["settled_by", "settled_at", "outcome"])
        if hide:
            _hide(row.thread, row.comment, settler, now)
        record(ReportSettled(thread_id=row.thread_id, report_id=row.pk, actor_id=settler.id, at=now))


def _hide(thread: Thread, comment: Comment | None, settler: Viewer, now: datetime) -> None:
    if comment is not None:
        if comment.state == ItemState.PUBLISHED:
            hide_comment(comment, ItemState.HIDDEN, now)
        record(CommentChanged(thread_id=thread.pk, comment_id=comment.pk, actor_id=settler.id, at=now))
        return
    Thread.objects.filter(pk=thread.pk).update(state=ItemState.HIDDEN, version=F("version") + 1)
    record(ThreadChanged(thread_id=thread.pk, actor_id=settler.id, at=now))
