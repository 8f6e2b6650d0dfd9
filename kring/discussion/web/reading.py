"""Read and unread: one thread, and everything at once."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.actions import reading
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.kit.clock import utcnow
from kring.ui.toasts import say


class UntilForm(forms.Form):
    """Up to which moment: that at which the page was made, never later than now."""

    until = forms.DateTimeField()


@require_POST
def unread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Put a conversation back among the unread."""
    reading.mark_unread(thread_id=thread_id, reader=viewer_of(request), now=utcnow())
    say(request, _("It counts as unread again."), undo=reverse("thread-read", args=[thread_id]))
    return redirect("home")


@require_POST
def read(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Count a conversation as read after all."""
    reading.mark_read(thread_id=thread_id, reader=viewer_of(request), now=utcnow())
    return redirect("home")


@require_POST
def everything(request: HttpRequest) -> HttpResponse:
    """Count everything up to the moment of the page as read."""
    form = UntilForm(sent(request))
    if not form.is_valid():
        return HttpResponseBadRequest()
    until = min(form.cleaned_data["until"], utcnow())
    reading.mark_everything_read(reader=viewer_of(request), until=until)
    say(request, _("Everything is read."), undo=reverse("all-read-end"))
    return redirect("home")


@require_POST
def everything_back(request: HttpRequest) -> HttpResponse:
    """Take "everything is read" back."""
    reading.undo_everything_read(reader=viewer_of(request))
    say(request, _("It is as it was before."))
    return redirect("home")
