"""What the viewer kept, as far as the viewer may read it now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kring.discussion.models import Bookmark, BookmarkFolder, ItemState, Thread
from kring.groups.access import readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.kit.cursor import Cursor
from kring.people.cards import PersonCard, card, fields

PAGE = 20


@dataclass(frozen=True)
class Folder:
    """A folder, and how much the viewer can still read in it."""

    id: UUID
    name: str
    count: int


@dataclass(frozen=True)
class Kept:
    """A conversation that was kept."""

    thread_id: UUID
    title: str
    excerpt: str
    kind: str
    author: PersonCard
    folder_id: UUID | None
    at: datetime


@dataclass(frozen=True)
class Page:
    """What was kept, newest first, and where the next page begins (None: this was the end)."""

    kept: tuple[Kept, ...]
    after: Cursor | None


def folder_for(viewer: Viewer, folder_id: UUID, *, lock: bool = False) -> BookmarkFolder:
    """One of the viewer's own folders; raises Unseen for any other. `lock` holds the row."""
    rows = BookmarkFolder.objects.filter(pk=folder_id, account=viewer.id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise Unseen
    return row


def folders(viewer: Viewer) -> tuple[Folder, ...]:
    """The viewer's folders by name; one statement."""
    readable = Thread.objects.filter(readable_by(viewer), pk=OuterRef("thread"), state=ItemState.PUBLISHED)
    inside = (
        Bookmark.objects.filter(Exists(readable), folder=OuterRef("pk"), account=viewer.id)
        .order_by()
        .values("folder")
        .annotate(n=Count("pk"))
    )
    rows = BookmarkFolder.objects.filter(account=viewer.id)
    counted = rows.annotate(n=Coalesce(Subquery(inside.values("n")), 0)).order_by("name", "pk")
    return tuple(Folder(*row) for row in counted.values_list("pk", "name", "n"))


def bookmarks(viewer: Viewer, folder_id: UUID | None = None, cursor: Cursor | None = None) -> Page:
    """One page of what the viewer kept, of one folder when given; one statement."""
    rows = Bookmark.objects.filter(
        readable_by(viewer, "thread__audience"), account=viewer.id, thread__state=ItemState.PUBLISHED
    )
    if folder_id is not None:
        rows = rows.filter(folder=folder_id)
    if cursor is not None:
        rows = rows.filter(Q(at__lt=cursor.act) | Q(at=cursor.act, thread__lt=cursor.id))
    names = ("thread_id", "thread__title", "thread__excerpt", "thread__kind", "folder_id", "at")
    found = rows.order_by("-at", "-thread").values(*fields("thread__author__"), *names)[: PAGE + 1]
    kept = [_kept(row) for row in found]
    last = kept[PAGE - 1] if len(kept) > PAGE else None
    return Page(tuple(kept[:PAGE]), Cursor(last.at, last.thread_id) if last else None)


def _kept(row: dict[str, Any]) -> Kept:
    return Kept(
        thread_id=row["thread_id"],
        title=row["thread__title"],
        excerpt=row["thread__excerpt"],
        kind=row["thread__kind"],
        author=card(row, "thread__author__"),
        folder_id=row["folder_id"],
        at=row["at"],
    )
