"""What somebody kept, and the folders it stands in."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kring.discussion.actions import bookmarks as actions
from kring.discussion.queries.bookmarks import bookmarks, folder_for, folders
from kring.discussion.queries.standing import thread_for
from kring.discussion.web.forms import WantForm
from kring.discussion.web.views import thread_url
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.forms import KeyedForm
from kring.infra.receipts import once
from kring.infra.returning import pressed
from kring.kit.clock import utcnow
from kring.kit.cursor import decode, encode
from kring.ui.toasts import say


class FolderForm(KeyedForm):
    """A new folder."""

    name = forms.CharField(
        label=gettext_lazy("Name of the folder"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the folder a name.")},
    )


class RenameForm(forms.Form):
    """Another name for a folder."""

    name = forms.CharField(max_length=60)


class InFolderForm(forms.Form):
    """In which folder something goes; empty for none."""

    folder = forms.UUIDField(required=False)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What the viewer kept, of one folder when the address names it."""
    return _page(request, viewer_of(request), FolderForm())


def _page(request: HttpRequest, viewer: Viewer, form: FolderForm, status: int = 200) -> HttpResponse:
    asked = InFolderForm(request.GET)
    folder_id = asked.cleaned_data["folder"] if asked.is_valid() else None
    folder = folder_for(viewer, folder_id) if folder_id else None
    page = bookmarks(viewer, folder_id, decode(request.GET.get("after", "")))
    kept = {"folder": folder_id} if folder_id else {}
    more = f"?{urlencode({**kept, 'after': encode(page.after)})}" if page.after else ""
    own = folders(viewer)
    context = {"page": page, "folders": own, "folder": folder, "form": form, "more_href": more}
    return render(request, "discussion/bookmarks.jinja", context, status=status)


@require_POST
def keep(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Keep a conversation, or no longer."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"]:
        actions.keep_thread(thread_id=thread_id, keeper=viewer, now=utcnow())
    else:
        actions.let_go_of_thread(thread_id=thread_id, keeper=viewer)
    return pressed(request, thread_url(thread_id))


@require_POST
def file(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Put what is kept in another folder."""
    viewer, form = viewer_of(request), InFolderForm(request.POST)
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    folder_id = form.cleaned_data["folder"]
    actions.put_in_folder(thread_id=thread_id, folder_id=folder_id, keeper=viewer, now=utcnow())
    return redirect(folder_url(folder_id))


def folder_url(folder_id: UUID | None) -> str:
    """Address of a folder, or of everything that was kept."""
    return reverse("bookmarks") + (f"?folder={folder_id}" if folder_id else "")


@require_POST
def add_folder(request: HttpRequest) -> HttpResponse:
    """Make a folder."""
    viewer, form = viewer_of(request), FolderForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, form, status=422)

    def act() -> str:
        return str(actions.make_folder(name=form.cleaned_data["name"], keeper=viewer))

    pk = once(key=form.receipt_key, account_id=viewer.id, now=utcnow(), act=act)
    return redirect(folder_url(UUID(pk)))


@require_POST
def rename(request: HttpRequest, folder_id: UUID) -> HttpResponse:
    """Give a folder another name."""
    viewer, form = viewer_of(request), RenameForm(request.POST)
    folder_for(viewer, folder_id)
    if form.is_valid():
        actions.rename_folder(folder_id=folder_id, name=form.cleaned_data["name"], keeper=viewer)
    else:
        say(request, _("Give the folder a name."))
    return redirect(folder_url(folder_id))


@require_POST
def remove(request: HttpRequest, folder_id: UUID) -> HttpResponse:
    """Take a folder away; what was in it stays kept."""
    actions.remove_folder(folder_id=folder_id, keeper=viewer_of(request))
    say(request, _("The folder is gone. What was in it is still kept."))
    return redirect("bookmarks")
