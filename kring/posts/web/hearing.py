"""Who hears of what stands in the composer, before it is placed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kring.discussion.web.tray import uuid_or_none
from kring.groups.access import audience_of
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.kit.markup import SOURCE_LIMIT
from kring.people.rules import is_colleague
from kring.posts.models import Kind
from kring.posts.queries import receivers_named

ASKED = ("kind", "where", "source", "to", "department")


@require_POST
def hearing(request: HttpRequest) -> HttpResponse:
    """A piece of page for the composer as it is now; posted, since a text is too long for an address."""
    return render(request, "posts/told.jinja", {"told": heard(viewer_of(request), request.POST)})


def heard(viewer: Viewer, typed: Mapping[str, str]) -> dict[str, Any] | None:
    """What the slot `compose.told` asks for; None where the viewer cannot write."""
    try:
        audience_id, _group_id = audience_of(viewer, typed.get("where", "").replace("\0", ""))
    except Unseen:
        return None
    praises = typed.get("kind") == Kind.PRAISE
    words = typed.get("to", "").replace("\0", "").replace("\n", ",").split(",") if praises else ()
    department = uuid_or_none(typed.get("department")) if praises and is_colleague(viewer) else None
    return {
        "viewer": viewer,
        "source": typed.get("source", "").replace("\0", "")[:SOURCE_LIMIT],
        "audience_id": audience_id,
        "receivers": tuple(receivers_named(viewer, words)[0].values()),
        "department_id": department,
    }
