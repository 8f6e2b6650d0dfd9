"""What somebody does with a whole conversation: close it, pin it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.actions.closing import close_comments, reopen_comments
from kring.discussion.actions.pinning import pin_thread, unpin_thread
from kring.discussion.queries.standing import thread_for
from kring.discussion.web.forms import WantForm
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
