"""The page "For you"."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kring.identity.web.viewer import viewer_of
from kring.infra.returning import way_back
from kring.kit.clock import in_utc, utcnow
from kring.kit.cursor import decode, encode
from kring.notifications import actions, queries
from kring.ui import toasts


class UntilForm(forms.Form):
    """Up to which moment the reader saw the list."""

    until = forms.DateTimeField(required=False)

    def clean_until(self) -> datetime | None:
        """A moment that the database can compare with."""
        until: datetime | None = self.cleaned_data["until"]
        try:
            return until and in_utc(until)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What asked your attention, newest first, twenty at a time."""
    viewer = viewer_of(request)
    cursor = decode(request.GET.get("after", ""))
    page = queries.notices(viewer, cursor)
    context = {
        "page": page,
        "is_first": cursor is None,
        "unread": queries.unread_count(viewer),
        "after": encode(page.after) if page.after else "",
        "seen_at": utcnow(),
    }
    return render(request, "notifications/notices.jinja", context)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read that was there when the page was made."""
    form = UntilForm(request.POST)
    until = (form.cleaned_data["until"] if form.is_valid() else None) or utcnow()
    actions.mark_all_read(viewer=viewer_of(request), until=until)
    toasts.say(request, _("Everything is marked as read."))
    return redirect("notices")


@require_POST
def read_one(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark one notice read without opening its conversation."""
    actions.mark_read(viewer=viewer_of(request), notice_id=notice_id)
    return redirect(way_back(request, reverse("notices")))
