"""What the viewer wrote and has not placed yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.posts.models import Draft, Kind

SHOWN = 90  # characters of a text without a title

# The number of one's drafts, as part of a bigger statement: parameter `me` (uuid).
DRAFTS_SQL = "(SELECT count(*) FROM posts_draft d WHERE d.account_id = %(me)s AND d.removed_at IS NULL)"


@dataclass(frozen=True)
class DraftCard:
    """A text that is not placed yet. `held` says why it was not placed at its moment."""

    key: UUID
    kind: str
    title: str
    saved_at: datetime
    publish_at: datetime | None
    held: str


def drafts(viewer: Viewer) -> tuple[DraftCard, ...]:
    """The viewer's own drafts: what waits for its moment first, then the newest; one statement."""
    rows = Draft.objects.filter(account=viewer.id, removed_at__isnull=True).order_by("-saved_at", "-id")
    cards = [_card(row) for row in rows]
    waiting = sorted((one for one in cards if one.publish_at), key=lambda one: str(one.publish_at))
    return (*waiting, *(one for one in cards if not one.publish_at))


def draft_for(viewer: Viewer, key: UUID) -> Draft:
    """One of the viewer's own drafts; raises Unseen for any other."""
    row = Draft.objects.filter(account=viewer.id, key=key, removed_at__isnull=True).first()
    if row is None:
        raise Unseen
    return row


def due_drafts(viewer: None, now: datetime) -> tuple[UUID, ...]:
    """Drafts whose moment has come; for the job, so without a viewer."""
    rows = Draft.objects.filter(publish_at__lte=now, removed_at__isnull=True)
    return tuple(rows.order_by("publish_at").values_list("pk", flat=True))


def _card(row: Draft) -> DraftCard:
    typed: dict[str, Any] = row.typed
    words = typed.get("title") or typed.get("source") or typed.get("to") or typed.get("options") or ""
    first = " ".join(words.split())
    title = first if len(first) <= SHOWN else f"{first[:SHOWN].rsplit(' ', 1)[0]}…"
    kind = typed.get("kind") or Kind.MESSAGE.value
    return DraftCard(row.key, kind, title, row.saved_at, row.publish_at, row.held)
