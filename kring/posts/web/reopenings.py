"""Letting a solved question wait for an answer again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.posts.actions import reopen_question
from kring.ui.toasts import say


@require_POST
def reopen(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Take the answer that was chosen as not enough: the question waits again."""
    reopen_question(thread_id=thread_id, opener=viewer_of(request), now=utcnow())
    say(request, _("The question waits for an answer again."))
    return redirect(thread_url(thread_id))
