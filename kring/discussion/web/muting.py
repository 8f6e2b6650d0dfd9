"""Hearing nothing of a conversation, for a while or for good."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.actions import follows
from kring.discussion.queries.standing import thread_for
from kring.discussion.web.forms import MuteForm
from kring.discussion.web.views import done, thread_url
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.kit.clock import until_of, utcnow
from kring.ui import dates
from kring.ui.toasts import say


@require_POST
def mute(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Hear nothing more of a thread, for as long as was chosen, or hear of it as before."""
    viewer, form, now = viewer_of(request), MuteForm(sent(request)), utcnow()
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"]:
        until = until_of(form.cleaned_data["long"] or "always", now)
        follows.mute_thread(thread_id=thread_id, follower=viewer, now=now, until=until)
        words, undo = _muted(until), f"{reverse('thread-mute', args=[thread_id])}?want=0"
    else:
        follows.end_mute(thread_id=thread_id, follower=viewer, now=now)
        words, undo = _("You hear of this conversation as before."), ""
    if not request.htmx:  # type: ignore[attr-defined]
        say(request, words, undo=undo)
    return done(request, thread_url(thread_id))


def _muted(until: datetime | None) -> str:
    if until is None:
        return _("You hear nothing more of this conversation.")
    return _("You hear nothing of this conversation until %(moment)s.") % {"moment": dates.when(until)}
