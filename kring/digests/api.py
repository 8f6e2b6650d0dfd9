"""The API on the caller's digest."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from kring.digests import actions, queries
from kring.digests.rules import Appointment
from kring.identity.api import NOTHING, READ, WRITE, Strict, answers
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow

router = Router(tags=["notices"])


class DigestBlock(Schema):
    """One conversation that the caller did not see."""

    thread_id: UUID
    heading: str
    state: str
    is_own: bool
    act: datetime


class OwnDigest(Schema):
    """When a digest comes (`weekday` 0 is Monday), and what it would say now; `total` counts to a hundred."""

    rhythm: str
    hour: int
    weekday: int
    next_at: datetime | None
    total: int
    blocks: list[DigestBlock]


class When(Strict):
    """How often, at which hour, and for once a week on which day; 0 is Monday."""

    rhythm: Literal["weekly", "workdays", "daily", "off"]
    hour: int = Field(8, ge=0, le=23)
    weekday: int = Field(0, ge=0, le=6)


@router.get("digest", response=answers(OwnDigest), auth=READ, url_name="api-digest")
def digest(request: HttpRequest) -> Any:
    """When the caller gets a digest, and what it would say now."""
    own = queries.own_digest(viewer_of(request), utcnow())
    return {
        **vars(own.appointment),
        "next_at": own.next_at,
        "total": own.preview.total,
        "blocks": own.preview.blocks,
    }


@router.put("digest", response=NOTHING, auth=WRITE, url_name="api-digest")
def choose_rhythm(request: HttpRequest, when: When) -> Any:
    """Have the digest at another moment, or never."""
    appointment = Appointment(when.rhythm, when.hour, when.weekday)
    actions.choose_rhythm(person=viewer_of(request), appointment=appointment, now=utcnow())
    return Status(204, None)
