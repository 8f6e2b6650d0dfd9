"""The API on what must be read."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kring.discussion.queries.standing import thread_for
from kring.identity.api import NOTHING, READ, WRITE, Strict, Switch, answers
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow
from kring.posts import actions
from kring.posts.queries import must_read_of, to_read

router = Router(tags=["conversations"])


class MessageToRead(Schema):
    """A message that waits to be read by the caller, up to and with a day."""

    id: UUID
    title: str
    by: str
    until: date


class Reading(Schema):
    """Until when a message must be read; `asked` of the caller, `done` when the caller said so."""

    until: date
    running: bool
    asked: bool
    done: bool


class LastDay(Strict):
    """The last day on which it is asked; null: it is asked no more."""

    until: date | None


@router.get("must-reads", response=answers(list[MessageToRead]), auth=READ, url_name="api-must-reads")
def waiting(request: HttpRequest) -> Any:
    """What waits to be read by the caller; what ends first comes first."""
    return list(to_read(viewer_of(request), utcnow()))  # two in a tuple would be a status and a body


@router.get(
    "threads/{uuid:thread_id}/must-read", response=answers(Reading), auth=READ, url_name="api-must-read"
)
def reading(request: HttpRequest, thread_id: UUID) -> Any:
    """Whether a message must be read; 404 when it need not be."""
    viewer = viewer_of(request)
    thread_for(viewer, thread_id)
    found = must_read_of(viewer, thread_id, utcnow())
    if found is None:
        raise Unseen
    return found


@router.put("threads/{uuid:thread_id}/must-read", response=NOTHING, auth=WRITE, url_name="api-must-read")
def ask(request: HttpRequest, thread_id: UUID, wanted: LastDay) -> Any:
    """Ask those for whom a message is meant to read it, until another day, or (null) no more."""
    viewer, now = viewer_of(request), utcnow()
    if wanted.until is None:
        actions.release_reading(thread_id=thread_id, sender=viewer, now=now)
    else:
        actions.require_reading(thread_id=thread_id, until=wanted.until, sender=viewer, now=now)
    return Status(204, None)


@router.put(
    "threads/{uuid:thread_id}/must-read/understood",
    response=NOTHING,
    auth=WRITE,
    url_name="api-must-read-understood",
)
def understood(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Say "read and understood", or take that back; nobody else sees it."""
    viewer = viewer_of(request)
    actions.acknowledge(thread_id=thread_id, reader=viewer, on=wanted.on, now=utcnow())
    return Status(204, None)
