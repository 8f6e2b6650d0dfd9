"""The page on which a reader arranges the lanes of the timeline."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.infra.verdict import Refused
from kring.timelines import actions, queries
from kring.timelines.queries import LaneRow
from kring.timelines.web.filters import address_of, lane_name, lane_of
from kring.timelines.web.forms import LaneChange, LaneFilters, LaneForm, LaneName
from kring.ui.toasts import say


@require_http_methods(["GET", "POST"])
def lanes(request: HttpRequest) -> HttpResponse:
    """All lanes in order, hidden ones too; posting adds one."""
    viewer, form = viewer_of(request), LaneForm(sent(request) if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_lane(reader=viewer, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused.reason))
        else:
            say(request, _("Your lane is there."))
            return redirect(_href(LaneRow(None, **form.cleaned_data)))
    return _page(request, viewer, form)


def _page(request: HttpRequest, viewer: Viewer, form: forms.Form, lane: str = "") -> HttpResponse:
    """The lanes, with what is wrong with a form; `lane` is the one that was to get another name."""
    rows = queries.own_lanes(viewer)
    shown = [(row, lane_name(row), "" if row.base == "saved" else _href(row)) for row in rows]
    typed = str(form.data.get("name", ""))
    taken = next((row for row in rows if not lane and row.name and row.name.lower() == typed.lower()), None)
    context: dict[str, Any] = {"rows": shown, "form": form, "renamed": lane, "typed": typed, "taken": taken}
    return render(request, "timelines/lanes.jinja", context, status=422 if form.errors else 200)


def _href(row: LaneRow) -> str:
    return reverse("home") + address_of(lane_of(row))


@require_POST
def lane(request: HttpRequest, lane: str) -> HttpResponse:
    """Move, hide, show, remove, rename one lane, or give it other filters."""
    viewer, form = viewer_of(request), LaneChange(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    do = form.cleaned_data["do"]
    if do == "rename":
        return _rename(request, viewer, lane)
    if do == "filters":
        return _refilter(request, viewer, lane)
    if do in {"up", "down"}:
        actions.move_lane(reader=viewer, lane=lane, up=do == "up")
    elif do in {"hide", "show"}:
        actions.hide_lane(reader=viewer, lane=lane, hidden=do == "hide")
    else:
        was = actions.remove_lane(reader=viewer, lane=lane)
        back = urlencode({"name": was.name, "base": was.base, "filters": was.filters})
        say(request, _("The lane %(name)s is gone.") % {"name": was.name}, undo=f"{reverse('lanes')}?{back}")
    return redirect("lanes")


def _rename(request: HttpRequest, viewer: Viewer, lane: str) -> HttpResponse:
    form = LaneName(request.POST)
    if form.is_valid():
        try:
            actions.rename_lane(reader=viewer, lane=lane, **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused.reason))
    return _page(request, viewer, form, lane) if form.errors else redirect("lanes")


def _refilter(request: HttpRequest, viewer: Viewer, lane: str) -> HttpResponse:
    form = LaneFilters(request.POST)
    if not form.is_valid():
        return _page(request, viewer, form, lane)
    actions.refilter_lane(reader=viewer, lane=lane, **form.cleaned_data)
    say(request, _("The lane has these filters from now on."))
    return redirect(_href(LaneRow(None, name="", **form.cleaned_data)))
