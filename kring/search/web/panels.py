"""A panel beside a conversation: earlier questions that look like it."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from django.template.loader import render_to_string

from kring.identity.viewer import Viewer
from kring.search import queries

SHOWN = 3
OFFERED = 8


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


def questions_to_keep(*, viewer: Viewer, thread: Titled, words: str) -> str:
    """Questions about `words` to put this one together with; each leads back with the choice made."""
    alike = [one for one in queries.similar_threads(viewer, words, OFFERED + 1) if one.id != thread.id]
    if not alike:
        return ""
    return render_to_string("search/keep.jinja", {"threads": alike[:OFFERED], "thread": thread})


def suited(
    *, viewer: Viewer, title: str, source: str, where: str, has: Collection[str], settled: bool
) -> str:
    """In the composer: topics besides those it has, and, unless `settled`, a group that suits better."""
    found = queries.suited(viewer, title, source, where=where, has=has)
    context = {"topics": found.topics, "group": None if settled else found.group}
    return render_to_string("search/suited.jinja", context) if any(context.values()) else ""
