"""Earlier texts, and who gave which reaction: for whoever reads the conversation now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kring.discussion.models import Reaction, Revision
from kring.discussion.queries.standing import comment_for, thread_for
from kring.identity.viewer import Viewer
from kring.people.cards import PersonCard, card, fields


@dataclass(frozen=True)
class Earlier:
    """A text as it was until `at`."""

    title: str
    html: str
    at: datetime
    by: str


def history(viewer: Viewer, thread_id: UUID, comment_id: UUID | None = None) -> tuple[Earlier, ...]:
    """Earlier versions of a thread or comment, newest first; follows the present audience."""
    thread_for(viewer, thread_id)
    if comment_id is not None:
        comment_for(viewer, comment_id)
    rows = Revision.objects.filter(thread=thread_id, comment=comment_id).order_by("-at", "-id")
    return tuple(Earlier(*row) for row in rows.values_list("title", "html", "at", "by__name"))


def reactors(
    viewer: Viewer, thread_id: UUID, comment_id: UUID | None = None
) -> tuple[tuple[str, PersonCard], ...]:
    """Who reacted with what word: readers of the text may see each other's names."""
    thread_for(viewer, thread_id)
    if comment_id is not None:
        comment_for(viewer, comment_id)
    rows = Reaction.objects.filter(thread=thread_id, comment=comment_id).order_by("kind", "at", "id")
    return tuple((row["kind"], card(row, "account__")) for row in rows.values("kind", *fields("account__")))
