"""The API on topics: finding and following them. What is said about one stands with the lists."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kring.identity.api import NOTHING, READ, WRITE, Slug, Switch, Word, answers
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.topics import actions, queries

router = Router(tags=["topics"])


class Topic(Schema):
    """A topic."""

    slug: str
    name: str


@router.get("topics", response=answers(list[Topic]), auth=READ, url_name="api-topics")
def topics(request: HttpRequest, q: Word = "") -> Any:
    """Topics that begin with `q`, the most followed first; without `q` those that the caller follows."""
    viewer = viewer_of(request)
    # A list: the library takes a tuple of two for a status and a body.
    return list(queries.suggested_topics(viewer, q) if q else queries.followed_topics(viewer))


@router.put("topics/{str:slug}/following", response=NOTHING, auth=WRITE, url_name="api-topic-following")
def follow(request: HttpRequest, slug: Slug, wanted: Switch) -> Any:
    """Follow a topic, or no longer."""
    act = actions.follow_topic if wanted.on else actions.unfollow_topic
    act(actor=viewer_of(request), slug=slug, now=utcnow())
    return Status(204, None)
