"""The list of faces, and one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import viewer_of
from kring.people import queries
from kring.people.queries import PeopleFilter

MOST_CHOICES = 20


def filter_from(request: HttpRequest) -> PeopleFilter:
    """What the address asks for."""
    asked = request.GET

    def several(name: str) -> tuple[str, ...]:
        return tuple(value for value in asked.getlist(name) if "\0" not in value)[:MOST_CHOICES]

    return PeopleFilter(
        today=timezone.localdate(),
        q=asked.get("q", "").replace("\0", "").strip()[:200],
        departments=several("department"),
        places=several("place"),
        expertise=several("expertise"),
        here_today=asked.get("today") == "1",
    )


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everybody, narrowed by what the address asks."""
    viewer, wanted = viewer_of(request), filter_from(request)
    page = queries.people(viewer, wanted, request.GET.get("after", ""))
    following = request.GET.copy()
    following["after"] = page.next
    context = {
        "page": page,
        "wanted": wanted,
        "facets": queries.facets(viewer, wanted),
        "experts": queries.experts(viewer, wanted.q),
        "next_href": f"?{following.urlencode()}" if page.next else "",
    }
    return render(request, "people/index.jinja", context)


@require_GET
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """One person's profile."""
    page = queries.person(viewer_of(request), handle, timezone.localdate())
    return render(
        request, "people/person.jinja" if page.card.is_active else "people/left.jinja", {"person": page}
    )
