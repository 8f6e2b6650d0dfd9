"""Texts that are not placed yet: keeping them while somebody types, and finding them again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.discussion.queries.attachments import waiting
from kring.discussion.web.tray import Tray, tray_of, uuid_or_none
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Refused
from kring.kit.clock import utcnow
from kring.posts import actions, queries
from kring.posts.web.forms import PostForm
from kring.posts.web.scheduling import typed_in
from kring.posts.web.views import compose_page
from kring.ui.dates import clock
from kring.ui.toasts import say


@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own drafts; a composer posted here is kept as one."""
    viewer = viewer_of(request)
    if request.method == "POST":
        form = PostForm(request.POST, viewer=viewer)
        key = form.key_sent
        if key is None:
            return HttpResponseBadRequest()
        return (
            _keep(request, viewer, key)
            if request.headers.get("HX-Request")
            else _put_away(request, form, key)
        )
    return render(request, "posts/drafts.jinja", {"drafts": queries.drafts(viewer)})


def _keep(request: HttpRequest, viewer: Viewer, key: UUID) -> HttpResponse:
    """While somebody types: the answer is the sentence that says so, empty when nothing was kept."""
    now = utcnow()
    kept = actions.save_draft(key=key, typed=typed_in(request.POST), writer=viewer, now=now)
    said = _("Kept at %(time)s. You can leave and go on later.") % {"time": clock(now)} if kept else ""
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def _put_away(request: HttpRequest, form: PostForm, key: UUID) -> HttpResponse:
    """The button in the composer, also without script."""
    tray = form.tray = tray_of(request, form.viewer, key)
    typed = typed_in(request.POST, tray)
    try:
        actions.save_draft(key=key, typed=typed, writer=form.viewer, now=utcnow(), release=True)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return compose_page(request, form.viewer, form, status=422)
    say(request, _("Your draft is kept. Only you see it."), draft=request.POST.get("draft", ""))
    return redirect("drafts")


@require_GET
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """The composer with a draft in it."""
    viewer = viewer_of(request)
    row = queries.draft_for(viewer, key)
    form = PostForm(initial={**row.typed, "key": key}, viewer=viewer)
    ids = [pk for text in row.typed.get("attachment", ()) if (pk := uuid_or_none(text))]
    form.tray = Tray(files=waiting(viewer, ids))
    return compose_page(request, viewer, form, waits=row.publish_at)


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a draft away."""
    actions.remove_draft(key=key, owner=viewer_of(request), now=utcnow())
    say(request, _("The draft is thrown away."), undo=reverse("draft-return", args=[key]))
    return redirect("drafts")


@require_POST
def bring_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo that."""
    actions.restore_draft(key=key, owner=viewer_of(request))
    return redirect("drafts")


@require_POST
def unschedule(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do not place it at its moment; it stays a draft."""
    actions.unschedule_draft(key=key, owner=viewer_of(request))
    say(request, _("This is not placed now. It stays a draft."))
    return redirect("drafts")
