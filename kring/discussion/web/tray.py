"""The files beside a text that is being written: they survive every error, in the order somebody chose."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kring.discussion.actions.attachments import ALT_LENGTH, describe_waiting, keep_file
from kring.discussion.queries.attachments import FileCard, waiting
from kring.discussion.rules import may_attach
from kring.discussion.texts import FileRefused, ready
from kring.identity.viewer import Viewer
from kring.infra.receipts import once
from kring.infra.uploads import refused_files
from kring.kit.clock import utcnow

BUTTONS = ("attach", "file_up", "file_down", "file_off")


@dataclass(frozen=True)
class Tray:
    """Files that wait beside a text, and what is wrong with those that do not.

    `only_tray` when nothing is to be placed: a button of the tray itself was pressed, or none at all.
    """

    files: tuple[FileCard, ...] = ()
    errors: tuple[str, ...] = ()
    only_tray: bool = False
    most: int = field(default_factory=lambda: settings.FILE_COUNT)
    megabytes: int = field(default_factory=lambda: settings.FILE_BYTES // (1024 * 1024))

    @property
    def is_held(self) -> bool:
        """Whether the form comes back for the files' sake."""
        return self.only_tray or bool(self.errors)

    @property
    def status(self) -> int:
        """The status of the page with a form that comes back."""
        return 200 if self.only_tray and not self.errors else 422

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The files, in order."""
        return tuple(one.id for one in self.files)

    @property
    def pictures(self) -> tuple[FileCard, ...]:
        """The pictures among them."""
        return tuple(one for one in self.files if one.is_picture)

    @property
    def undescribed(self) -> int:
        """How many pictures say nothing to who cannot see them."""
        return sum(not (one.alt or one.decorative) for one in self.pictures)


def tray_of(request: HttpRequest, viewer: Viewer, key: UUID | None) -> Tray:
    """Keep what came with a form, and say what waits now. `key` is that of the form: what was sent twice
    under it is kept once."""
    ids = [pk for text in request.POST.getlist("attachment") if (pk := uuid_or_none(text))]
    errors = [too_large(name) for name in refused_files(request)]
    for file in request.FILES.getlist("files"):
        if not may_attach(len(ids) + 1):
            errors.append(str(may_attach(len(ids) + 1).reason))
            break
        try:
            ids.append(keep(viewer, file, uuid5(key, f"{file.name} {file.size}") if key else None))
        except FileRefused as refused:
            errors.append(refusal_words(refused, file.name or ""))
    _describe(request, viewer, ids)
    return Tray(
        files=waiting(viewer, _arranged(request, ids)),
        errors=tuple(errors),
        only_tray=any(name in request.POST for name in BUTTONS),
    )


def tray_to_add(request: HttpRequest, viewer: Viewer, there: int) -> Tray:
    """The tray beside a text that has `there` files already; with too many in all it says so."""
    tray = tray_of(request, viewer, None) if request.method == "POST" else Tray(only_tray=True)
    verdict = may_attach(there + len(tray.files))
    errors = tray.errors if verdict else (*tray.errors, str(verdict.reason))
    return replace(tray, errors=errors, most=max(tray.most - there, 0))


def keep(viewer: Viewer, file: UploadedFile, key: UUID | None) -> UUID:
    """Keep one uploaded file, once for each key. Raises FileRefused."""
    upload = ready(file.file or file, file.name or "", file.size or 0)
    now = utcnow()
    if key is None:
        return keep_file(upload=upload, uploader=viewer, now=now)

    def act() -> str:
        return str(keep_file(upload=upload, uploader=viewer, now=now))

    return UUID(once(key=key, account_id=viewer.id, now=now, act=act))


def refusal_words(refused: FileRefused, name: str) -> str:
    """Why a file is not kept, and what helps."""
    return {
        "empty": _("%(name)s is empty."),
        "unknown": _(
            "%(name)s cannot be placed here. Pictures, PDF, Word, Excel, PowerPoint, OpenDocument and plain"
            " text can."
        ),
        "other": _("%(name)s is something else than its name says. Save it again and choose the new file."),
        "damaged": _("%(name)s is damaged, or too large a picture. Make it smaller and try again."),
    }[refused.fault] % {"name": name[:80]}


def too_large(name: str) -> str:
    """What to say of a file that grew too large while it came in."""
    most = settings.FILE_BYTES // (1024 * 1024)
    sentence = _("%(name)s is larger than %(most)d MB. Make it smaller, or place a link to it.")
    return sentence % {"name": name[:80], "most": most}


def uuid_or_none(text: Any) -> UUID | None:
    """The id in a text that anybody may have typed."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _describe(request: HttpRequest, viewer: Viewer, ids: Sequence[UUID]) -> None:
    told = {
        pk: (request.POST[f"alt-{pk}"].replace("\0", "").strip()[:ALT_LENGTH], f"plain-{pk}" in request.POST)
        for pk in ids
        if f"alt-{pk}" in request.POST
    }
    if told:
        describe_waiting(told=told, owner=viewer)


def _arranged(request: HttpRequest, ids: Sequence[UUID]) -> list[UUID]:
    """The order after a press on up, down or remove."""
    order = list(dict.fromkeys(ids))
    for name, step in (("file_up", -1), ("file_down", 1), ("file_off", 0)):
        pk = uuid_or_none(request.POST.get(name))
        if pk in order:
            place = order.index(pk)
            order.pop(place)
            if step:
                order.insert(max(place + step, 0), pk)
    return order
