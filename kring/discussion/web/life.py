"""What somebody does with a whole conversation: close it, pin it; and with one comment."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.actions.closing import close_comments, reopen_comments
from kring.discussion.actions.pinning import pin_thread, unpin_thread
from kring.discussion.actions.turning import turn_comment
from kring.discussion.models import CommentKind
from kring.discussion.queries.standing import comment_for, thread_for
from kring.discussion.web.forms import KindForm, WantForm
from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.ui.toasts import say


@require_POST
def close(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Take no new comments any more, or take them again."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"]:
        close_comments(thread_id=thread_id, closer=viewer, now=utcnow())
        say(request, _("The conversation is closed. Everyone can still read it."))
    else:
        reopen_comments(thread_id=thread_id, opener=viewer, now=utcnow())
        say(request, _("The conversation is open again."))
    return redirect(thread_url(thread_id))


@require_POST
def pin(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Let a conversation stand above the others in its group, or no longer."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"]:
        pin_thread(thread_id=thread_id, pinner=viewer, now=utcnow())
        say(request, _("It stands at the top of the group."))
    else:
        unpin_thread(thread_id=thread_id, pinner=viewer, now=utcnow())
        say(request, _("It stands among the others again."))
    return redirect(thread_url(thread_id))


@require_POST
def turn(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Make an answer of a comment, or the other way round."""
    viewer, form = viewer_of(request), KindForm(request.POST)
    comment_for(viewer, comment_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    kind = form.cleaned_data["kind"]
    thread_id = turn_comment(comment_id=comment_id, kind=kind, turner=viewer, now=utcnow())
    say(request, _("It is an answer now.") if kind == CommentKind.ANSWER else _("It is a comment now."))
    return redirect(thread_url(thread_id, f"c-{comment_id}"))
