"""Asking colleagues to read a message, and saying that one did."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.discussion.queries.conversation import conversation
from kring.discussion.web.forms import WantForm
from kring.discussion.web.views import thread_url
from kring.identity.rules import may_see_figures
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.posts.actions import acknowledge, release_reading, require_reading
from kring.posts.queries import must_read_of, sent_in_month
from kring.posts.queries.must_read import ReadingFigure, reading_figure
from kring.posts.rules import may_read_until, may_require_reading
from kring.ui.toasts import say

AT_FIRST = timedelta(days=14)
LOOK_BACK = timedelta(days=90)


class UntilForm(forms.Form):
    """The last day on which it is asked."""

    until = forms.DateField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("After this day nobody is asked any more. Within 90 days."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> date:
        """A day that may be chosen."""
        until: date = self.cleaned_data["until"]
        verdict = may_read_until(until, today=timezone.localdate())
        if not verdict:
            raise forms.ValidationError(str(verdict.reason))
        return until


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Ask those for whom a message is meant to read it, until a day."""
    viewer, now = viewer_of(request), utcnow()
    thread = conversation(viewer, thread_id).thread
    in_group = thread.group is not None
    require(may_require_reading(viewer, thread.standing, kind=thread.kind, in_group=in_group))
    asked = must_read_of(viewer, thread_id, now)
    running = asked if asked and asked.running else None
    first = {"until": running.until if running else timezone.localdate(now) + AT_FIRST}
    form = UntilForm(request.POST or None, initial=first)
    if form.is_valid():
        require_reading(thread_id=thread_id, until=form.cleaned_data["until"], sender=viewer, now=now)
        say(request, _("This now stands at the top for those who have to read it."))
        return redirect(thread_url(thread_id))
    context: dict[str, Any] = {"form": form, "thread": thread, "running": running}
    context |= {"sent": sent_in_month(viewer, now), "figure": _figure(viewer)}
    return render(request, "posts/must_read.jinja", context, status=422 if form.is_bound else 200)


def _figure(viewer: Viewer) -> ReadingFigure | None:
    if not may_see_figures(viewer):
        return None
    today = timezone.localdate()
    return reading_figure(viewer, today - LOOK_BACK, today)


@require_POST
def end(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Ask it no more."""
    release_reading(thread_id=thread_id, sender=viewer_of(request), now=utcnow())
    say(request, _("Nobody is asked to read this any more."))
    return redirect(thread_url(thread_id))


@require_POST
def understood(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say "read and understood", or take that back."""
    form = WantForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    acknowledge(thread_id=thread_id, reader=viewer_of(request), on=form.cleaned_data["want"], now=utcnow())
    return redirect(thread_url(thread_id))
