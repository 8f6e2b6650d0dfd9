"""The page where somebody chooses what to hear of, over which road, and when not."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kring.identity.queries import is_mail_stopped
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.kit.clock import utcnow
from kring.notifications import actions, channels, queries, words
from kring.notifications.models import Reason, Road
from kring.notifications.rules import FIXED, Rest, Wishes
from kring.notifications.web.forms import HoursForm, RoadsForm, said
from kring.ui.toasts import say


@dataclass(frozen=True)
class Box:
    """One tick box: a road for a reason."""

    road: str
    label: str
    on: bool
    fixed: bool


@dataclass(frozen=True)
class Line:
    """One reason with its boxes."""

    reason: str
    label: str
    explained: str
    boxes: tuple[Box, ...]


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """What one hears of, over which road, and when not."""
    rest = queries.hours(viewer_of(request))
    return _page(request, HoursForm(None, rest=rest, now=utcnow()))


@require_POST
def roads(request: HttpRequest) -> HttpResponse:
    """Keep the table, or take one of the ready sets."""
    viewer, here = viewer_of(request), channels.roads_here()
    form = RoadsForm(sent(request), here)
    if not form.is_valid():
        return HttpResponseBadRequest()
    was = actions.choose_roads(
        reader=viewer, chosen=form.chosen(), among=tuple(Road) if form.is_whole else here
    )
    undo = f"{reverse('notice-roads')}?{urlencode({'was': said(was)})}"
    say(request, _("From now on you hear of things this way."), undo="" if form.cleaned_data["was"] else undo)
    return redirect("notice-settings")


@require_POST
def hours(request: HttpRequest) -> HttpResponse:
    """Keep quiet hours, working days and days off."""
    viewer, now = viewer_of(request), utcnow()
    form = HoursForm(sent(request), rest=Rest(), now=now)
    if not form.is_valid():
        return _page(request, form, status=422)
    was = actions.set_hours(reader=viewer, rest=form.rest())
    back = {name: value for name, value in HoursForm(None, rest=was, now=now).initial.items() if value}
    undo = f"{reverse('notice-hours')}?{urlencode(back, doseq=True)}"
    say(request, _("From now on mail and push come at these hours."), undo=undo)
    return redirect("notice-settings")


def _page(request: HttpRequest, form: HoursForm, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    wishes = queries.roads(viewer)
    context = {
        "sections": [
            (str(title), [_line(Reason(reason), wishes) for reason in reasons])
            for title, reasons in words.SECTIONS
        ],
        "presets": words.PRESETS,
        "form": form,
        "is_mail_stopped": is_mail_stopped(viewer),
        "has_push": Road.PUSH in channels.roads_here(),
    }
    return render(request, "notifications/wishes.jinja", context, status=status)


def _line(reason: Reason, wishes: Wishes) -> Line:
    boxes = tuple(
        Box(road.value, str(words.SHORT[road]), road in wishes[reason], (reason, road) in FIXED)
        for road in channels.roads_here()
    )
    return Line(reason.value, str(reason.label), str(words.EXPLAINED[reason]), boxes)
