"""The API on conversations that are shared in another group."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kring.discussion.queries.standing import thread_for
from kring.identity.api import NOTHING, READ, WRITE, Slug, Switch, answers
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.posts import actions
from kring.posts.queries import shared_in

router = Router(tags=["conversations"])


class Reference(Schema):
    """A group in which a conversation is shared."""

    name: str
    slug: str
    by: str
    at: datetime


@router.get(
    "threads/{uuid:thread_id}/references",
    response=answers(list[Reference]),
    auth=READ,
    url_name="api-thread-references",
)
def references(request: HttpRequest, thread_id: UUID) -> Any:
    """The groups in which a conversation is shared, as far as the caller may know them."""
    viewer = viewer_of(request)
    thread_for(viewer, thread_id)
    return shared_in(viewer, thread_id)


@router.put(
    "threads/{uuid:thread_id}/references/{str:slug}",
    response=NOTHING,
    auth=WRITE,
    url_name="api-thread-reference",
)
def share(request: HttpRequest, thread_id: UUID, slug: Slug, wanted: Switch) -> Any:
    """Share a conversation in another group of the caller's, or no longer; nobody reads more by it."""
    viewer, now = viewer_of(request), utcnow()
    if wanted.on:
        actions.share_thread(thread_id=thread_id, where=slug, sharer=viewer, now=now)
    else:
        actions.end_sharing(thread_id=thread_id, where=slug, ender=viewer, now=now)
    return Status(204, None)
