"""The API on texts that are not placed yet: keeping them, and the moment at which they are placed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kring.discussion.queries.attachments import waiting
from kring.discussion.web.tray import Tray, uuid_or_none
from kring.groups.access import audience_of
from kring.identity.api import NOTHING, READ, WRITE, Moment, Strict, answers, valid
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow
from kring.posts import actions, queries
from kring.posts.api.placing import NewThread, not_there, typed
from kring.posts.models import Draft as Row
from kring.posts.web.forms import PostForm, topics_in

router = Router(tags=["drafts"])


class DraftCard(Schema):
    """A text that is not placed yet; `held` says why it was not placed at its moment."""

    key: UUID
    kind: str
    title: str
    saved_at: datetime
    publish_at: datetime | None
    held: str


class Draft(Schema):
    """What stands in a composer."""

    kind: str
    title: str
    source: str
    where: str
    topics: list[str]
    options: list[str]
    attachments: list[UUID]
    publish_at: datetime | None
    held: str


class Wait(Strict):
    """The moment at which a draft is placed; null for none."""

    publish_at: Moment | None


@router.get("drafts", response=answers(list[DraftCard]), auth=READ, url_name="api-drafts")
def drafts(request: HttpRequest) -> Any:
    """One's own drafts: what waits for its moment first, then the newest."""
    return list(queries.drafts(viewer_of(request)))


@router.get("drafts/{uuid:key}", response=answers(Draft), auth=READ, url_name="api-draft")
def draft(request: HttpRequest, key: UUID) -> Any:
    """One of one's own drafts."""
    row = queries.draft_for(viewer_of(request), key)
    told = {name: row.typed.get(name, "") for name in ("kind", "title", "source", "where")}
    return {
        **told,
        "topics": topics_in(row.typed.get("topics", "")),
        "options": row.typed.get("options", "").splitlines(),
        "attachments": _files(row),
        "publish_at": row.publish_at,
        "held": row.held,
    }


@router.put("drafts/{uuid:key}", response=NOTHING, auth=WRITE, url_name="api-draft")
def keep(request: HttpRequest, key: UUID, told: NewThread) -> Any:
    """Keep a draft under a key of one's own making; without words it is forgotten. It waits for no moment."""
    words = {name: str(value).replace("\0", "") for name, value in typed(told).items() if value}
    words.pop("key")
    files = [str(pk) for pk in told.attachments]
    kept = actions.save_draft(
        key=key, typed={**words, "attachment": files}, writer=viewer_of(request), now=utcnow(), release=True
    )
    if not kept:  # it was placed by now
        raise Unseen
    return Status(204, None)


@router.put("drafts/{uuid:key}/moment", response=NOTHING, auth=WRITE, url_name="api-draft-moment")
def wait(request: HttpRequest, key: UUID, told: Wait) -> Any:
    """Have a draft placed at a moment to come, or no longer; what its writer may is asked then again."""
    viewer = viewer_of(request)
    if told.publish_at is None:
        actions.unschedule_draft(key=key, owner=viewer)
        return Status(204, None)
    row = queries.draft_for(viewer, key)
    form = PostForm({**row.typed, "key": key}, viewer=viewer)
    form.tray = Tray(files=waiting(viewer, _files(row)))
    valid(form)
    try:
        audience_of(viewer, form.cleaned_data["where"])
    except Unseen:
        raise not_there() from None
    actions.schedule_draft(
        key=key,
        typed=row.typed,
        handed=form.handed(),
        publish_at=told.publish_at,
        writer=viewer,
        now=utcnow(),
    )
    return Status(204, None)


@router.post("drafts/{uuid:key}/removal", response=NOTHING, auth=WRITE, url_name="api-draft-removal")
def remove(request: HttpRequest, key: UUID) -> Any:
    """Throw a draft away; for a day it can come back."""
    actions.remove_draft(key=key, owner=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post("drafts/{uuid:key}/return", response=NOTHING, auth=WRITE, url_name="api-draft-return")
def bring_back(request: HttpRequest, key: UUID) -> Any:
    """Bring a draft back that was thrown away."""
    actions.restore_draft(key=key, owner=viewer_of(request))
    return Status(204, None)


def _files(row: Row) -> list[UUID]:
    return [pk for text in row.typed.get("attachment", ()) if (pk := uuid_or_none(text))]
