"""The API on what asks for one's attention."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kring.identity.api import NOTHING, READ, WRITE, After, Moment, Strict, answers, following, position
from kring.identity.web.viewer import viewer_of
from kring.notifications import actions, queries
from kring.people.api import Person

router = Router(tags=["notices"])


class Notice(Schema):
    """One line: why, about which conversation, and how much news there is in it."""

    id: UUID
    thread_id: UUID
    comment_id: UUID | None
    reason: str
    words: str
    title: str
    actor: Person | None
    count: int
    at: datetime
    is_unread: bool


class Notices(Schema):
    """One page, newest first; `next` starts the page after it."""

    items: list[Notice]
    unread: int
    next: str | None


class Until(Strict):
    """Up to which moment the list was seen."""

    until: Moment


@router.get("notices", response=answers(Notices), auth=READ, url_name="api-notices")
def notices(request: HttpRequest, after: After = "") -> Any:
    """What asked for the caller's attention."""
    viewer = viewer_of(request)
    page = queries.notices(viewer, position(after))
    unread = queries.unread_count(viewer)
    return {"items": page.notices, "unread": unread, "next": following(page.after)}


@router.post("notices/read", response=NOTHING, auth=WRITE, url_name="api-notices-read")
def read_all(request: HttpRequest, seen: Until) -> Any:
    """Mark everything as read up to a moment."""
    actions.mark_all_read(viewer=viewer_of(request), until=seen.until)
    return Status(204, None)


@router.post("notices/{uuid:notice_id}/read", response=NOTHING, auth=WRITE, url_name="api-notice-read")
def read_one(request: HttpRequest, notice_id: UUID) -> Any:
    """Mark one notice as read; one that is not the caller's stays as it is."""
    actions.mark_read(viewer=viewer_of(request), notice_id=notice_id)
    return Status(204, None)
