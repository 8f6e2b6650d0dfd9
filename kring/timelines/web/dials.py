"""The dial of an item, and the page that tells how one's timeline is set."""

from datetime import datetime
from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import sent
from kring.kit.clock import until_of, utcnow
from kring.timelines import queries
from kring.timelines.actions import set_dial
from kring.timelines.models import Setting
from kring.timelines.rules import Turn, change_a_week
from kring.timelines.web.forms import DialForm
from kring.ui import dates
from kring.ui.toasts import say


@require_GET
def dial(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """What one can have more or less of, from one item."""
    title, found = queries.targets(viewer_of(request), thread_id)
    return render(request, "timelines/dial.jinja", {"title": title, "targets": found})


@require_POST
def dials(request: HttpRequest) -> HttpResponse:
    """Turn a dial; the answer says what changes, with the way back."""
    viewer, form, now = viewer_of(request), DialForm(sent(request)), utcnow()
    if not form.is_valid():
        return HttpResponseBadRequest()
    chosen = form.cleaned_data
    until = chosen["until"] or until_of(chosen["long"] or "always", now)
    turn = Turn(chosen["stream"], chosen["kind"], chosen["setting"], until)
    was = set_dial(reader=viewer, turn=turn, now=now)
    said = sentence(viewer, turn, now)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"X-Said": quote(said)})
    back = {"stream": was.stream, "kind": was.kind, "setting": was.setting or ""}
    if was.until:
        back["until"] = was.until.isoformat()
    say(request, said, undo=f"{reverse('dials')}?{urlencode(back)}")
    return redirect(chosen["next"] or "home")


def sentence(viewer: Viewer, turn: Turn, now: datetime) -> str:
    """What a dial does from now on, about how much that is, and until when."""
    about = queries.about_dial(viewer, turn.stream, turn.kind)
    words = {
        Setting.MORE: _("You see more of this: %(about)s."),
        Setting.LESS: _("You see less of this: %(about)s. What gets many reactions still comes by."),
        Setting.DIGEST: _("Only in your digest from now on: %(about)s."),
        Setting.NOT: _("You see nothing of this any more: %(about)s."),
        None: _("As it was: %(about)s."),
    }
    parts = [words[turn.setting] % {"about": about}]
    if turn.setting:
        change = change_a_week(turn.setting, queries.flow_of(viewer, turn.stream, turn.kind, now))
        parts.append(_effect(change))
        if turn.until:
            parts.append(_("Until %(day)s.") % {"day": dates.day(turn.until)})
    return " ".join(part for part in parts if part)


def _effect(change: int) -> str:
    """About how many items a week more, or below zero less; nothing for none."""
    if change == 0:
        return ""
    if change > 0:
        words = ngettext("About %(n)s item a week more.", "About %(n)s items a week more.", change)
    else:
        words = ngettext("About %(n)s item a week less.", "About %(n)s items a week less.", -change)
    return words % {"n": abs(change)}


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """How one's timeline is set, in words."""
    viewer = viewer_of(request)
    context = {"dials": queries.dials(viewer, utcnow()), "heard": queries.heard(viewer)}
    return render(request, "timelines/settings.jinja", context)
