"""Hearing nothing of a group, for a while or for good."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.groups import actions, queries
from kring.groups.web.forms import MuteForm
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.kit.clock import until_of, utcnow
from kring.ui import dates
from kring.ui.toasts import say


@require_POST
def mute(request: HttpRequest, slug: str) -> HttpResponse:
    """Hear nothing of a group for as long as was chosen, or hear of it again."""
    viewer, form, now = viewer_of(request), MuteForm(sent(request)), utcnow()
    group_id = queries.group_id_of(viewer, slug)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"] == "0":
        actions.end_group_mute(actor=viewer, group_id=group_id)
        say(request, _("You hear of this group again."))
    else:
        until = until_of(form.cleaned_data["long"] or "always", now)
        actions.mute_group(actor=viewer, group_id=group_id, now=now, until=until)
        say(request, _muted(until), undo=f"{reverse('group-mute', args=[slug])}?want=0")
    return redirect("group", slug=slug)


def _muted(until: datetime | None) -> str:
    if until is None:
        return _("You hear only of what you follow in this group, and when you are named.")
    words = _("Until %(moment)s you hear only of what you follow in this group, and when you are named.")
    return words % {"moment": dates.when(until)}
