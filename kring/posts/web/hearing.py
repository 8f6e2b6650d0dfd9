"""What the composer tells while somebody writes: who hears of it, which group and topics suit it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kring.discussion.web.tray import uuid_or_none
from kring.groups.access import audience_of
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.kit.markup import SOURCE_LIMIT, find_topics
from kring.people.rules import is_colleague
from kring.posts.models import Kind
from kring.posts.queries import receivers_named
from kring.posts.rules import TITLE_LENGTH
from kring.posts.web.forms import TOPICS_LENGTH, topics_in

ASKED = ("kind", "where", "title", "source", "topics", "to", "department", "settled")


@require_POST
def hearing(request: HttpRequest) -> HttpResponse:
    """A piece of page for the composer as it is now; posted, since a text is too long for an address."""
    return render(request, "posts/heard.jinja", {"told": heard(viewer_of(request), request.POST)})


def heard(viewer: Viewer, typed: Mapping[str, str]) -> dict[str, Any] | None:
    """What the slots `compose.told` and `compose.suited` ask for; None where the viewer cannot write."""
    where, source = (typed.get(name, "").replace("\0", "") for name in ("where", "source"))
    try:
        audience_id, _group_id = audience_of(viewer, where)
    except Unseen:
        return None
    praises = typed.get("kind") == Kind.PRAISE
    words = typed.get("to", "").replace("\0", "").replace("\n", ",").split(",") if praises else ()
    department = uuid_or_none(typed.get("department")) if praises and is_colleague(viewer) else None
    return {
        "viewer": viewer,
        "where": where,
        "title": typed.get("title", "").replace("\0", "")[:TITLE_LENGTH],
        "source": source[:SOURCE_LIMIT],
        "has": {*topics_in(typed.get("topics", "")[:TOPICS_LENGTH]), *find_topics(source[:SOURCE_LIMIT])},
        "settled": bool(typed.get("settled")),
        "audience_id": audience_id,
        "receivers": tuple(receivers_named(viewer, words)[0].values()),
        "department_id": department,
    }


def with_suggestion(sent: QueryDict) -> dict[str, str]:
    """The fields of a composer as it was sent, with what its writer took over from a suggestion."""
    typed = {name: str(value) for name, value in sent.dict().items()}
    typed["where"] = typed.get("take_where", typed.get("where", ""))
    if topic := typed.get("take_topic"):
        typed["topics"] = f"{typed.get('topics', '')} #{topic}".strip()
    typed["settled"] = typed.get("settle", typed.get("settled", ""))
    return typed
