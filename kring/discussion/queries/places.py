"""What stands above the conversations of a group: what is pinned, and what left for another place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from kring.discussion.models import Departure, ItemState, Pin, Thread
from kring.discussion.rules import PINS
from kring.groups.access import readable_by, visible_groups
from kring.groups.models import Group
from kring.identity.viewer import Viewer

NOTED_FOR = timedelta(days=30)
MOST = 5


@dataclass(frozen=True)
class Pinned:
    """A pinned conversation, in a few words."""

    id: UUID
    title: str
    excerpt: str
    by: str


@dataclass(frozen=True)
class Moved:
    """A conversation that left; `title` and `group_name` are empty where the viewer may not know them."""

    id: UUID
    title: str
    group_name: str
    group_slug: str
    is_for_everyone: bool
    at: datetime


def pinned(viewer: Viewer, group_id: UUID) -> tuple[Pinned, ...]:
    """What is pinned in a group and readable to the viewer, newest pin first; one statement."""
    rows = Pin.objects.filter(
        readable_by(viewer, "thread__audience"), group=group_id, thread__state=ItemState.PUBLISHED
    )
    fields = ("thread_id", "thread__title", "thread__excerpt", "by__first_name")
    return tuple(Pinned(*row) for row in rows.order_by("-at").values_list(*fields)[:PINS])


def moved_away(viewer: Viewer, group_id: UUID, now: datetime) -> tuple[Moved, ...]:
    """What left the group in the last thirty days, for readers of the group; two statements."""
    reads = Exists(Thread.objects.filter(readable_by(viewer), pk=OuterRef("thread")))
    rows = (
        Departure.objects.filter(
            readable_by(viewer, "group__audience"),
            group=group_id,
            at__gt=now - NOTED_FOR,
            thread__state=ItemState.PUBLISHED,
        )
        .annotate(is_readable=reads)
        .select_related("thread")
        .order_by("-at")[:MOST]
    )
    left = list(rows)
    places = Group.objects.filter(visible_groups(viewer), pk__in=[row.thread.group_id for row in left])
    known = {pk: (name, slug) for pk, name, slug in places.values_list("pk", "name", "slug")}
    return tuple(_moved(row, known) for row in left)


def _moved(row: Departure, known: dict[UUID, tuple[str, str]]) -> Moved:
    thread = row.thread
    name, slug = known.get(thread.group_id, ("", "")) if thread.group_id else ("", "")
    is_readable: bool = row.is_readable  # type: ignore[attr-defined]
    return Moved(
        id=thread.pk,
        title=(thread.title or thread.excerpt) if is_readable else "",
        group_name=name,
        group_slug=slug,
        is_for_everyone=thread.group_id is None,
        at=row.at,
    )
