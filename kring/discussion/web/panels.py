"""What conversations show on the page of a group: fills a slot there."""

from typing import Protocol
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from kring.discussion.queries.places import moved_away, pinned
from kring.identity.viewer import Viewer
from kring.kit.clock import utcnow


class HasId(Protocol):
    """A group of a page below."""

    @property
    def id(self) -> UUID: ...


def group_top(*, request: HttpRequest, viewer: Viewer, group: HasId) -> str:
    """What is pinned and what moved away, above the first page of a group's conversations."""
    if "after" in request.GET:
        return ""
    shown = {"pinned": pinned(viewer, group.id), "moved": moved_away(viewer, group.id, utcnow())}
    return render_to_string("discussion/group_top.jinja", shown)
