"""Files beside texts: sending one before the text, fetching, describing, taking off and bringing back."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File as Sent
from ninja import Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from kring.discussion.actions import attachments
from kring.discussion.api.comments import File
from kring.discussion.queries.attachments import waiting
from kring.discussion.texts import FileRefused
from kring.discussion.web.attachments import picture_of, show
from kring.discussion.web.forms import DescriptionForm
from kring.discussion.web.tray import keep, refusal_words, too_large
from kring.identity.api import (
    NOTHING,
    PLAIN,
    READ,
    WRITE,
    Flawed,
    Key,
    Strict,
    answers,
    once_each,
    valid,
)
from kring.identity.web.viewer import viewer_of
from kring.infra.uploads import refused_files
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow

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


class Description(Strict):
    """What a picture shows, for who cannot see it; `decorative` when there is nothing to tell."""

    alt: str = Field(default="", max_length=300, pattern=PLAIN)
    decorative: bool = Field(default=False, strict=True)


@router.put(
    "attachments/{uuid:attachment_id}/description",
    response=NOTHING,
    auth=WRITE,
    url_name="api-attachment-description",
)
def describe(request: HttpRequest, attachment_id: UUID, told: Description) -> Any:
    """Say what a picture of one's own text shows."""
    viewer = viewer_of(request)
    picture_of(viewer, attachment_id)
    filled = valid(DescriptionForm(told.model_dump())).cleaned_data
    attachments.describe_picture(attachment_id=attachment_id, **filled, editor=viewer, now=utcnow())
    return Status(204, None)


@router.post(
    "attachments/{uuid:attachment_id}/removal",
    response=NOTHING,
    auth=WRITE,
    url_name="api-attachment-removal",
)
def remove(request: HttpRequest, attachment_id: UUID) -> Any:
    """Take a file off one's own text; for 30 days it can come back."""
    viewer, now = viewer_of(request), utcnow()
    attachments.remove_attachment(attachment_id=attachment_id, remover=viewer, now=now)
    return Status(204, None)


@router.post(
    "attachments/{uuid:attachment_id}/return", response=NOTHING, auth=WRITE, url_name="api-attachment-return"
)
def bring_back(request: HttpRequest, attachment_id: UUID) -> Any:
    """Bring a file back that was taken off."""
    viewer, now = viewer_of(request), utcnow()
    attachments.restore_attachment(attachment_id=attachment_id, restorer=viewer, now=now)
    return Status(204, None)


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
