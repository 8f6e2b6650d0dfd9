"""Asking somebody to look at a text, and deciding on it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from kring.discussion.actions.reports import report, settle_report
from kring.discussion.queries.reports import report_for, reports
from kring.discussion.queries.standing import comment_for
from kring.discussion.web.forms import ReportForm
from kring.identity.api import NOTHING, PLAIN, READ, WRITE, Strict, answers, valid
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow

router = Router(tags=["conversations"])


class Complaint(Strict):
    """Why somebody should look."""

    reason: str = Field(max_length=2000, pattern=PLAIN)


class Outcome(Strict):
    """Whether the text is hidden; else it stays."""

    hide: bool = Field(strict=True)


class OpenReport(Schema):
    """A text that waits for a decision; without `comment_id` it is the conversation's first one."""

    id: UUID
    thread_id: UUID
    comment_id: UUID | None
    reason: str
    at: datetime


@router.put("threads/{uuid:thread_id}/report", response=NOTHING, auth=WRITE, url_name="api-thread-report")
def report_thread(request: HttpRequest, thread_id: UUID, told: Complaint) -> Any:
    """Ask whoever watches over this place to look at a conversation; again changes the reason."""
    return _report(request, thread_id, None, told)


@router.put("comments/{uuid:comment_id}/report", response=NOTHING, auth=WRITE, url_name="api-comment-report")
def report_comment(request: HttpRequest, comment_id: UUID, told: Complaint) -> Any:
    """Ask whoever watches over this place to look at a comment; again changes the reason."""
    return _report(request, comment_for(viewer_of(request), comment_id).thread_id, comment_id, told)


@router.get("reports", response=answers(list[OpenReport]), auth=READ, url_name="api-reports")
def list_reports(request: HttpRequest) -> Any:
    """Texts that the caller may decide on, oldest first."""
    return list(reports(viewer_of(request)))


@router.put("reports/{uuid:report_id}/outcome", response=NOTHING, auth=WRITE, url_name="api-report-outcome")
def settle(request: HttpRequest, report_id: UUID, told: Outcome) -> Any:
    """Keep the text, or hide it."""
    viewer = viewer_of(request)
    report_for(viewer, report_id)
    settle_report(report_id=report_id, hide=told.hide, settler=viewer, now=utcnow())
    return Status(204, None)


def _report(request: HttpRequest, thread_id: UUID, comment_id: UUID | None, told: Complaint) -> Any:
    reason = valid(ReportForm(told.model_dump())).cleaned_data["reason"]
    viewer = viewer_of(request)
    report(thread_id=thread_id, comment_id=comment_id, reason=reason, reporter=viewer, now=utcnow())
    return Status(204, None)
