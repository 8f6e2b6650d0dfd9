"""Files beside texts: for who reads the text now, and for the uploader as long as they wait."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.template.defaultfilters import filesizeformat

from kring.discussion.files import SIZES
from kring.discussion.models import Attachment, FileState, ItemState
from kring.discussion.texts import PICTURE
from kring.groups.access import readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.kit.sniffing import TYPES

WORDS_SHOWN = 100_000  # characters of all files of one text together, in the index


@dataclass(frozen=True)
class FileCard:
    """A file as pages show it; `size` in bytes, measures in pixels. `is_ready` is no while it is scanned."""

    id: UUID
    name: str
    kind: str
    size: int
    width: int
    height: int
    alt: str
    decorative: bool
    state: str
    is_own: bool

    @property
    def is_picture(self) -> bool:
        """Shown as a picture rather than as a line with a name."""
        return self.kind == PICTURE

    @property
    def size_words(self) -> str:
        """How large it is, in the reader's language."""
        return filesizeformat(self.size)

    @property
    def is_ready(self) -> bool:
        """May be opened."""
        return self.state == FileState.CLEAN


@dataclass(frozen=True)
class StoredFile:
    """Which stored file to hand out, under what name and type."""

    id: UUID
    part: str
    name: str
    content_type: str


_COLUMNS = ("id", "name", "kind", "size", "width", "height", "alt", "decorative", "state", "uploader_id")


def attached(viewer: Viewer, thread_id: UUID) -> Mapping[UUID | None, tuple[FileCard, ...]]:
    """The files of a whole conversation, by comment (None: of the thread itself), in one statement.

    What was not found clean (yet) is shown to its uploader only.
    """
    seen = Q(state=FileState.CLEAN) | Q(uploader=viewer.id)
    there = Q(comment__isnull=True) | Q(comment__state=ItemState.PUBLISHED)
    rows = Attachment.objects.filter(
        readable_by(viewer, "thread__audience"), seen, there, thread=thread_id, removed_at__isnull=True
    ).filter(thread__state=ItemState.PUBLISHED)
    found: dict[UUID | None, list[FileCard]] = {}
    for row in rows.order_by("position", "id").values("comment_id", *_COLUMNS):
        found.setdefault(row["comment_id"], []).append(_card(viewer, row))
    return {comment: tuple(cards) for comment, cards in found.items()}


def waiting(viewer: Viewer, ids: Iterable[UUID]) -> tuple[FileCard, ...]:
    """The viewer's own files that belong to no text yet, in the order of `ids`; others are left out."""
    wanted = list(dict.fromkeys(ids))
    rows = Attachment.objects.filter(pk__in=wanted, uploader=viewer.id, thread__isnull=True)
    cards = {row["id"]: _card(viewer, row) for row in rows.values(*_COLUMNS)}
    return tuple(cards[pk] for pk in wanted if pk in cards)


def stored_file(viewer: Viewer, attachment_id: UUID, size: str = "") -> StoredFile:
    """What to hand out for one address; raises Unseen unless the viewer reads the text at this moment.

    A picture has no original any more: without `size` it is the widest.
    """
    row = (
        Attachment.objects.filter(readable_file(viewer), pk=attachment_id, state=FileState.CLEAN)
        .values("id", "name", "kind")
        .first()
    )
    if row is None:
        raise Unseen
    if row["kind"] == PICTURE:
        part = size or SIZES[-1]
        if part not in SIZES:
            raise Unseen
        return StoredFile(row["id"], part, row["name"], "image/webp")
    if size:
        raise Unseen
    return StoredFile(row["id"], "original", row["name"], TYPES[row["kind"]])


def attachment_for(viewer: Viewer, attachment_id: UUID, *, removed: bool = False) -> Attachment:
    """One file of a text that the viewer reads, with thread and comment; raises Unseen otherwise."""
    rows = Attachment.objects.filter(
        readable_by(viewer, "thread__audience"),
        _published(),
        pk=attachment_id,
        removed_at__isnull=not removed,
    )
    if not removed:
        rows = rows.filter(Q(state=FileState.CLEAN) | Q(uploader=viewer.id))
    row = rows.select_related("thread", "comment").first()
    if row is None:
        raise Unseen
    return row


def removals(viewer: Viewer, thread_id: UUID, comment_id: UUID | None) -> tuple[tuple[datetime, str], ...]:
    """When a file was taken from a text that the viewer reads, and by whom, newest first."""
    rows = Attachment.objects.filter(
        readable_by(viewer, "thread__audience"), _published(), thread=thread_id, comment=comment_id
    ).filter(removed_at__isnull=False)
    found = rows.order_by("-removed_at").values_list("removed_at", "removed_by__name")
    return tuple((at, by or "") for at, by in found if at)


def words_by_text(viewer: None, thread_ids: Iterable[UUID]) -> Mapping[tuple[UUID, UUID | None], str]:
    """Names, descriptions and words of the files of texts, by thread and comment, for the index.

    `viewer` is nobody: who finds the words is decided by the thread.
    """
    rows = Attachment.objects.filter(
        thread__in=list(thread_ids), state=FileState.CLEAN, removed_at__isnull=True
    ).order_by("position", "id")
    found: dict[tuple[UUID, UUID | None], str] = {}
    for thread, comment, *texts in rows.values_list("thread_id", "comment_id", "name", "alt", "words"):
        if thread:
            earlier = found.get((thread, comment), "")
            found[thread, comment] = " ".join(filter(None, [earlier, *texts]))[:WORDS_SHOWN]
    return found


def readable_file(viewer: Viewer) -> Q:
    """The files that the viewer may open now, as a filter on Attachment."""
    own = Q(thread__isnull=True, uploader=viewer.id)
    return Q(removed_at__isnull=True) & (own | (readable_by(viewer, "thread__audience") & _published()))


def _published() -> Q:
    comment = Q(comment__isnull=True) | Q(comment__state=ItemState.PUBLISHED)
    return Q(thread__state=ItemState.PUBLISHED) & comment


def _card(viewer: Viewer, row: Mapping[str, Any]) -> FileCard:
    values = {name: row[name] for name in _COLUMNS[:-1]}
    return FileCard(**values, is_own=row["uploader_id"] == viewer.id)
