"""Uploading a file, making it part of a text, describing it, taking it away and bringing it back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from kring.discussion import files, rules
from kring.discussion.events import CommentChanged, FileUploaded, ThreadChanged
from kring.discussion.models import Attachment, Comment, FileState, Thread
from kring.discussion.queries.attachments import attachment_for
from kring.discussion.queries.standing import standing_of
from kring.discussion.texts import PICTURE, Upload
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.extracting import words_of
from kring.infra.scanning import is_clean
from kring.infra.verdict import require
from kring.kit.ids import new_id

ALT_LENGTH = 300
_CHUNK = 256 * 1024


def keep_file(*, upload: Upload, uploader: Viewer, now: datetime) -> UUID:
    """Store a file that waits for its text; a picture is asked about later. Returns its id.

    The files stand before the row says so: at any moment a crash leaves no row without its file.
    Raises OSError when the disk refuses.
    """
    pk = new_id(now)
    try:
        files.store(pk, upload.parts)
        with transaction.atomic():
            Attachment.objects.create(
                id=pk,
                uploader_id=uploader.id,
                name=upload.name,
                kind=upload.kind,
                size=upload.size,
                width=upload.width,
                height=upload.height,
                state=FileState.SCANNING if settings.SCANNER else FileState.CLEAN,
                at=now,
            )
            record(FileUploaded(attachment_id=pk, actor_id=uploader.id, at=now))
    except BaseException:
        files.discard(pk)
        raise
    return pk


def attach_files(
    *, thread_id: UUID, comment_id: UUID | None, ids: Sequence[UUID], owner: Viewer, first: int = 0
) -> tuple[UUID, ...]:
    """Make waiting files part of a text that the owner just wrote, in the order given from place `first`.

    Called inside the transaction that places the text. Files of others, or of another text already, are
    left where they are; returns those that were attached. Raises Refused when there are too many.
    """
    wanted = list(dict.fromkeys(ids))
    require(rules.may_attach(len(wanted)))
    rows = Attachment.objects.select_for_update().filter(
        pk__in=wanted, uploader=owner.id, thread__isnull=True
    )
    found = {row.pk: row for row in rows}
    placed = [found[pk] for pk in wanted if pk in found]
    for position, row in enumerate(placed, first):
        row.thread_id, row.comment_id, row.position = thread_id, comment_id, position
    Attachment.objects.bulk_update(placed, ["thread", "comment", "position"])
    return tuple(row.pk for row in placed)


def add_files(*, thread_id: UUID, comment_id: UUID | None, ids: Sequence[UUID], owner: Viewer) -> bool:
    """Make waiting files part of a text that stands already, after those it has; whether some were added.

    Called inside the transaction that changes the text. Raises Refused when there would be too many.
    """
    if not ids:
        return False
    rows = Attachment.objects.filter(thread=thread_id, comment=comment_id)
    require(rules.may_attach(rows.filter(removed_at__isnull=True).count() + len(set(ids))))
    last = rows.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    return bool(attach_files(thread_id=thread_id, comment_id=comment_id, ids=ids, owner=owner, first=first))


def describe_waiting(*, told: Mapping[UUID, tuple[str, bool]], owner: Viewer) -> None:
    """Keep what the owner says of waiting pictures: (description, there is nothing to tell) each."""
    with transaction.atomic():
        rows = Attachment.objects.select_for_update().filter(
            pk__in=list(told), uploader=owner.id, thread__isnull=True, kind=PICTURE
        )
        for row in rows:
            _describe(row, *told[row.pk])


def describe_picture(
    *, attachment_id: UUID, alt: str, decorative: bool, editor: Viewer, now: datetime
) -> Attachment:
    """Say what a picture shows, for who cannot see it. Raises Refused for who did not write the text."""
    with transaction.atomic():
        row = attachment_for(editor, attachment_id)
        _require_author(row, editor)
        _describe(row, alt, decorative)
        _touched(row, editor.id, now)
    return row


def remove_attachment(*, attachment_id: UUID, remover: Viewer, now: datetime) -> Attachment:
    """Take a file from a text; its address stops working at once. The history says that it happened."""
    with transaction.atomic():
        row = attachment_for(remover, attachment_id)
        _require_author(row, remover)
        row.removed_at, row.removed_by_id = now, remover.id
        row.save(update_fields=["removed_at", "removed_by"])
        _touched(row, remover.id, now)
    return row


def restore_attachment(*, attachment_id: UUID, restorer: Viewer, now: datetime) -> Attachment:
    """Bring a removed file back to its text, for as long as a removed text could come back."""
    with transaction.atomic():
        row = attachment_for(restorer, attachment_id, removed=True)
        _require_author(row, restorer)
        standing = standing_of(restorer, row.thread, _author(row))  # type: ignore[arg-type]
        require(rules.may_restore(restorer, standing, row.removed_at or now, now))
        row.removed_at = row.removed_by = None
        row.save(update_fields=["removed_at", "removed_by"])
        _touched(row, restorer.id, now)
    return row


def inspect_file(*, attachment_id: UUID, now: datetime) -> None:
    """Have a file scanned, and take its words out; a text that it belongs to shows it from then on.

    Raises ScannerUnreachable when there is no verdict yet; the job comes again.
    """
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None:
        return
    state = FileState(row.state)
    if state == FileState.SCANNING:
        state = FileState.CLEAN if _is_clean(row) else FileState.INFECTED
    words = "" if state == FileState.INFECTED or row.kind == PICTURE else words_of(_content(row), row.kind)
    with transaction.atomic():
        row = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment_id)
        row.state, row.words = state, words
        row.save(update_fields=["state", "words"])
        if row.thread_id:
            _touched(row, row.uploader_id, now)


def ask_scanner_again(*, before: datetime, now: datetime) -> None:
    """Have files inspected anew that came in before that moment and still have no verdict."""
    with transaction.atomic():
        rows = Attachment.objects.filter(state=FileState.SCANNING, at__lt=before, removed_at__isnull=True)
        for pk, uploader in rows.values_list("pk", "uploader_id"):
            record(FileUploaded(attachment_id=pk, actor_id=uploader, at=now))


def renew_waiting(*, ids: Iterable[str], owner_id: UUID, now: datetime) -> None:
    """Let files wait on beside a text that its writer kept for later."""
    Attachment.objects.filter(pk__in=ids, uploader=owner_id, thread__isnull=True).update(at=now)


def forget_waiting(*, before: datetime) -> int:
    """Remove files that were uploaded before that moment and never placed; returns how many."""
    with transaction.atomic():
        rows = Attachment.objects.select_for_update().filter(thread__isnull=True, at__lt=before)
        ids = list(rows.values_list("pk", flat=True))
        Attachment.objects.filter(pk__in=ids).delete()
        for pk in ids:
            transaction.on_commit(partial(files.discard, pk))
    return len(ids)


def _describe(row: Attachment, alt: str, decorative: bool) -> None:
    row.alt, row.decorative = ("" if decorative else alt[:ALT_LENGTH]), decorative
    row.save(update_fields=["alt", "decorative"])


def _author(row: Attachment) -> UUID | None:
    return row.comment.author_id if row.comment else None


def _require_author(row: Attachment, viewer: Viewer) -> None:
    require(rules.may_edit(viewer, standing_of(viewer, row.thread, _author(row))))  # type: ignore[arg-type]


def _touched(row: Attachment, actor_id: UUID, now: datetime) -> None:
    """Make kept cards, the history's mark and the index follow."""
    thread_id = row.thread_id
    assert thread_id is not None
    threads = Thread.objects.filter(pk=thread_id)
    threads.update(version=F("version") + 1)
    if row.removed_at:
        (Comment.objects.filter(pk=row.comment_id) if row.comment_id else threads).update(edited_at=now)
    if row.comment_id:
        record(CommentChanged(thread_id=thread_id, comment_id=row.comment_id, actor_id=actor_id, at=now))
    else:
        record(ThreadChanged(thread_id=thread_id, actor_id=actor_id, at=now))


def _content(row: Attachment) -> bytes:
    with files.open_stored(row.pk, files.ORIGINAL) as file:
        content: bytes = file.read()
    return content


def _is_clean(row: Attachment) -> bool:
    """A picture is judged as it is shown: what came is not kept."""
    part = files.SIZES[-1] if row.kind == PICTURE else files.ORIGINAL
    with files.open_stored(row.pk, part) as file:
        return is_clean(settings.SCANNER, file.chunks(_CHUNK))
