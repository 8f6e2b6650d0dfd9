"""The page on which a reader arranges the lanes of the timeline."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.infra.verdict import Refused
from kring.timelines import actions, queries
from kring.timelines.queries import LANES, LaneRow
from kring.timelines.web.filters import address_of, filters_of, lane_from, lane_name, lane_of
from kring.ui.toasts import say

DOINGS = ("up", "down", "hide", "show", "remove", "rename")


class LaneForm(forms.Form):
    """A lane of one's own: what it starts from, and filters as in an address."""

    name = forms.CharField(max_length=40, label=gettext_lazy("Name of the lane"))
    base = forms.ChoiceField(choices=[(name, name) for name in LANES])
    filters = forms.CharField(max_length=500, required=False)

    def clean_filters(self) -> str:
        """Only filters that there are, each set in one way."""
        found = lane_from(
            {"lane": self.data.get("base", ""), **dict(parse_qsl(self.cleaned_data["filters"]))}
        )
        return urlencode(filters_of(found))


class ChangeForm(forms.Form):
    """What happens to a lane."""

    do = forms.ChoiceField(
        choices=[(name, name) for name in ("up", "down", "hide", "show", "remove", "rename")]
    )
    name = forms.CharField(max_length=40, required=False)


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
            return redirect(reverse("home") + address_of(lane_of(_row(form))))
    rows = [
        (row, lane_name(row), "" if row.base == "saved" else address_of(lane_of(row)))
        for row in queries.own_lanes(viewer)
    ]
    context = {"rows": rows, "form": form}
    return render(request, "timelines/lanes.jinja", context, status=422 if form.errors else 200)


def _shown(row: LaneRow) -> tuple[LaneRow, str, str]:
    """A lane with its name and address; what is saved has a page of its own."""
    return row, lane_name(row), "" if row.base == "saved" else address_of(lane_of(row))


def _row(form: LaneForm) -> LaneRow:
    return LaneRow(None, form.cleaned_data["base"], form.cleaned_data["name"], form.cleaned_data["filters"])


@require_POST
def lane(request: HttpRequest, lane: str) -> HttpResponse:
    """Move, hide, show, rename or remove one lane."""
    viewer, form = viewer_of(request), ChangeForm(request.POST)
    if not form.is_valid():
        return redirect("lanes")
    do, name = form.cleaned_data["do"], form.cleaned_data["name"]
    if do in {"up", "down"}:
        actions.move_lane(reader=viewer, lane=lane, up=do == "up")
    elif do in {"hide", "show"}:
        actions.hide_lane(reader=viewer, lane=lane, hidden=do == "hide")
    elif do == "remove":
        was = actions.remove_lane(reader=viewer, lane=lane)
        back = urlencode({"name": was.name, "base": was.base, "filters": was.filters})
        say(request, _("The lane %(name)s is gone.") % {"name": was.name}, undo=f"{reverse('lanes')}?{back}")
    elif name:
        actions.rename_lane(reader=viewer, lane=lane, name=name)
    return redirect("lanes")
