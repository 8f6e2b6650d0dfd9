"""Uploading a file by script, handing files out, and what its author does with one afterwards."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.discussion import files
from kring.discussion.actions import attachments
from kring.discussion.models import Attachment
from kring.discussion.queries.attachments import StoredFile, attachment_for, stored_file, waiting
from kring.discussion.queries.standing import standing_of
from kring.discussion.rules import may_edit
from kring.discussion.texts import PICTURE, FileRefused
from kring.discussion.web.forms import DescriptionForm, UploadForm
from kring.discussion.web.tray import keep, refusal_words, too_large
from kring.discussion.web.views import thread_url
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.uploads import refused_files
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.ui.toasts import say

_CHUNK: Final = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_NAMELESS_POLICY: Final = "default-src 'none'; sandbox"


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep one file for a text that is being written; answers with its row for the tray."""
    viewer, form = viewer_of(request), UploadForm(request.POST, request.FILES)
    if names := refused_files(request):
        return HttpResponse(too_large(names[0]), status=422, content_type="text/plain; charset=utf-8")
    if not form.is_valid():
        return HttpResponse(_("Choose a file first."), status=422, content_type="text/plain; charset=utf-8")
    file = form.cleaned_data["file"]
    try:
        pk = keep(viewer, file, form.receipt_key)
    except FileRefused as refused:
        words = refusal_words(refused, file.name)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    return render(request, "discussion/tray_row.jinja", {"files": waiting(viewer, [pk])})


@require_safe
def show(request: HttpRequest, attachment_id: UUID, size: int | None = None) -> HttpResponseBase:
    """One file, or one width of a picture, to who reads its text at this moment."""
    found = stored_file(viewer_of(request), attachment_id, str(size) if size else "")
    try:
        total = files.size_of(found.id, found.part)
    except FileNotFoundError as error:  # forgotten between the two lines
        raise Unseen from error
    mark = f'"{found.id}-{found.part}"'
    if request.headers.get("If-None-Match") == mark:
        return _told(HttpResponse(status=HTTPStatus.NOT_MODIFIED), found, mark)
    return _told(_answer(request, found, total, mark), found, mark)


def _answer(request: HttpRequest, found: StoredFile, total: int, mark: str) -> HttpResponseBase:
    """The whole file, the part that was asked for (206), or that there is no such part (416)."""
    part = _part(request, total, mark)
    if part is None:
        first, last, status = 0, total - 1, HTTPStatus.OK
    elif part[0] > part[1]:
        headers = {"Content-Range": f"bytes */{total}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    else:
        (first, last), status = part, HTTPStatus.PARTIAL_CONTENT
    response = StreamingHttpResponse(_read(found, first, last - first + 1), status=status)
    response["Content-Length"] = str(last - first + 1)
    if part is not None:
        response["Content-Range"] = f"bytes {first}-{last}/{total}"
    return response


def _part(request: HttpRequest, total: int, mark: str) -> tuple[int, int] | None:
    """First and last byte of one range; None for the whole, first after last for what is not there."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-" or request.headers.get("If-Range", mark) != mark:
        return None
    if not asked[1]:
        return max(total - int(asked[2]), 0), total - 1 if int(asked[2]) else -1
    first = int(asked[1])
    if first >= total or (asked[2] and int(asked[2]) < first):
        return total, -1
    return first, min(int(asked[2]) if asked[2] else total - 1, total - 1)


def _read(found: StoredFile, first: int, count: int) -> Iterator[bytes]:
    """The bytes, from a file that is opened when somebody begins to read, and so is always closed."""
    with files.open_stored(found.id, found.part) as content:
        content.seek(first)
        while count > 0 and (chunk := content.read(min(_CHUNK, count))):
            count -= len(chunk)
            yield chunk


def _told(response: HttpResponseBase, found: StoredFile, mark: str) -> HttpResponseBase:
    """Say what it is and that it is nobody else's; nothing of it may run as a page."""
    response["Content-Type"] = found.content_type
    as_file = found.part == files.ORIGINAL
    if header := content_disposition_header(as_file, found.name if as_file else ""):
        response["Content-Disposition"] = header
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = mark
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _NAMELESS_POLICY
    return response


def picture_of(viewer: Viewer, attachment_id: UUID) -> Attachment:
    """A picture in a text that the viewer may change; raises Unseen or Refused."""
    row = attachment_for(viewer, attachment_id)
    if row.kind != PICTURE or row.thread is None:
        raise Unseen
    author = row.comment.author_id if row.comment else None
    require(may_edit(viewer, standing_of(viewer, row.thread, author)))
    return row


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Say what a picture shows."""
    viewer = viewer_of(request)
    row = picture_of(viewer, attachment_id)
    form = DescriptionForm(request.POST or None, initial={"alt": row.alt, "decorative": row.decorative})
    if not form.is_valid():
        context = {"form": form, "file": row, "back": _place(row)}
        status = 422 if form.is_bound else 200
        return render(request, "discussion/describe.jinja", context, status=status)
    attachments.describe_picture(
        attachment_id=attachment_id, **form.cleaned_data, editor=viewer, now=utcnow()
    )
    say(request, _("Thank you. Whoever cannot see the picture now hears what is on it."))
    return redirect(_place(row))


@require_POST
def remove(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Take a file away, with the way back in a toast."""
    row = attachments.remove_attachment(attachment_id=attachment_id, remover=viewer_of(request), now=utcnow())
    undo = reverse("attachment-return", args=[attachment_id])
    say(request, _("Removed. You can bring it back for 30 days."), undo=undo)
    return redirect(_place(row))


@require_POST
def bring_back(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Bring a file back."""
    row = attachments.restore_attachment(
        attachment_id=attachment_id, restorer=viewer_of(request), now=utcnow()
    )
    say(request, _("It is back."))
    return redirect(_place(row))


def _place(row: Attachment) -> str:
    assert row.thread_id is not None
    return thread_url(row.thread_id, f"c-{row.comment_id}" if row.comment_id else "")
