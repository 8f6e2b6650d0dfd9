"""Where a thread went that was put together with another, and what went into one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kring.discussion.models import ItemState, Merger
from kring.groups.access import readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


@dataclass(frozen=True)
class Merged:
    """What was said in a thread that went into this one, by whom, and who put them together when."""

    id: UUID
    title: str
    html: str
    credit: str
    author: str
    by: str
    at: datetime


def merged_into(viewer: Viewer, thread_id: UUID) -> UUID:
    """The thread that this one went into; raises Unseen when it went nowhere the viewer may read."""
    rows = Merger.objects.filter(
        readable_by(viewer, "into__audience"), pk=thread_id, into__state=ItemState.PUBLISHED
    )
    into = rows.values_list("into", flat=True).first()
    if into is None:
        raise Unseen
    return into


def merged_from(viewer: Viewer, thread_id: UUID) -> tuple[Merged, ...]:
    """What went into a thread, first things first; its readers are those of that thread now."""
    rows = Merger.objects.filter(
        readable_by(viewer, "into__audience"), into=thread_id, into__state=ItemState.PUBLISHED
    ).order_by("at")
    columns = (
        "thread_id",
        "thread__title",
        "thread__html",
        "thread__credit",
        "thread__author__name",
        "by__name",
        "at",
    )
    return tuple(Merged(*row) for row in rows.values_list(*columns))
