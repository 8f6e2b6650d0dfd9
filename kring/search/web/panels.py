"""A panel beside a conversation: earlier questions that look like it."""

from typing import Protocol
from uuid import UUID

from django.template.loader import render_to_string

from kring.identity.viewer import Viewer
from kring.search import queries

SHOWN = 3


class Titled(Protocol):
    """A thread of a page below."""

    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...


def looks_like_this(*, viewer: Viewer, thread: Titled) -> str:
    """Other questions that the viewer may read and that are about the same; nothing beside a message."""
    if thread.kind != "question":
        return ""
    alike = [one for one in queries.similar_threads(viewer, thread.title, SHOWN + 1) if one.id != thread.id]
    return render_to_string("search/panel.jinja", {"threads": alike[:SHOWN]}) if alike else ""
