"""The departments, and where somebody works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.people import actions, queries, rules
from kring.people.texts import Placement
from kring.people.web.forms import PlacementForm
from kring.ui import toasts

INDENT = "\u2003"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The tree of departments."""
    return render(
        request, "people/departments.jinja", {"nodes": queries.departments_tree(viewer_of(request))}
    )


@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One department and who works there."""
    after = request.GET.get("after", "")
    page = queries.department(viewer_of(request), slug, after, timezone.localdate())
    return render(request, "people/department.jinja", {"page": page})


@require_http_methods(["GET", "POST"])
def placement(request: HttpRequest, handle: str) -> HttpResponse:
    """Where somebody works, for administrators."""
    viewer = viewer_of(request)
    require(rules.may_place_people(viewer))
    card, before = queries.placement(viewer, handle)
    form = _form(request, viewer, before)
    if request.method == "POST" and form.is_valid():
        actions.place_person(actor=viewer, person_id=card.id, placement=form.placement(before), now=utcnow())
        toasts.say(request, _("%(name)s's department and place are saved.") % {"name": card.name})
        return redirect("person", handle=handle)
    return render(request, "people/placement.jinja", {"person": card, "form": form})


def _form(request: HttpRequest, viewer: Viewer, before: Placement) -> PlacementForm:
    initial = {
        "department": str(before.department_id or ""),
        "place": str(before.place_id or ""),
        "function": before.function,
    }
    tree = queries.departments_in_order(viewer)
    return PlacementForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        departments=[(str(card.id), f"{INDENT * depth}{card.name}") for card, depth in tree],
        places=[(str(key), name) for key, name in queries.places(viewer)],
    )
