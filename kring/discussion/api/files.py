"""Files beside texts: sending one before the text, and fetching one."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File as Sent
from ninja import Router, Status
from ninja.files import UploadedFile

from kring.discussion.api.comments import File
from kring.discussion.queries.attachments import waiting
from kring.discussion.texts import FileRefused
from kring.discussion.web.attachments import show
from kring.discussion.web.tray import keep, refusal_words, too_large
from kring.identity.api import READ, WRITE, Flawed, Key, answers, once_each
from kring.identity.web.viewer import viewer_of
from kring.infra.uploads import refused_files
from kring.infra.verdict import Unseen

router = Router(tags=["files"])
BYTES = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
PARTS = {"responses": {200: BYTES, 206: {"description": "A part, as asked with Range."}}}


@router.post("attachments", response=answers(File, 201), auth=WRITE, url_name="api-attachments")
def upload(request: HttpRequest, key: Key, file: Annotated[UploadedFile | None, Sent(None)] = None) -> Any:
    """Send one file for a text that is placed afterwards, which names its id."""
    viewer = viewer_of(request)
    if names := refused_files(request):
        raise Flawed([("file", too_large(names[0]))])
    if file is None:
        raise Flawed([("file", _("Choose a file first."))])
    sent = file
    try:
        pk = once_each(request, key, lambda: str(keep(viewer, sent, None)), f"{sent.name} {sent.size}")
    except FileRefused as refused:
        raise Flawed([("file", refusal_words(refused, sent.name or ""))]) from refused
    found = waiting(viewer, [UUID(pk)])
    if not found:  # it has become part of a text since
        raise Unseen
    return Status(201, found[0])


@router.get(
    "attachments/{uuid:attachment_id}",
    response={**answers(None), 206: None, 304: None, 416: None},
    auth=READ,
    url_name="api-attachment",
    openapi_extra=PARTS,
)
def fetch(request: HttpRequest, attachment_id: UUID, size: Literal["", "320", "960", "1920"] = "") -> Any:
    """The file itself, or a picture in one of its widths, for who reads its text now."""
    return show(request, attachment_id, int(size) if size else None)
