"""Exactly who reads, and the people one can name in a text."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from kring.groups import queries
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.people.queries import suggested_people
from kring.ui.dates import number


@require_GET
def show(request: HttpRequest, audience_id: UUID) -> HttpResponse:
    """Names and numbers of the readers, for who is one of them."""
    listed = queries.exactly_who_reads(viewer_of(request), audience_id, request.GET.get("after", ""))
    return render(request, "groups/readers.jinja", {"listed": listed})


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """People and groups whose name begins with `q`, for the list that opens after an @.

    With `audience` (an id) only who reads it. Raises Unseen for an audience of others.
    """
    viewer = viewer_of(request)
    audience = request.GET.get("audience", "")
    among = queries.reader_filter(viewer, _id(audience)) if audience else None
    found = suggested_people(viewer, request.GET.get("q", "").replace("\0", ""), among)
    items = [
        {"value": f"@{card.handle}", "label": card.name, "hint": card.function or card.department}
        for card in found
    ]
    asked = request.GET.get("q", "").replace("\0", "")
    groups = queries.group_suggestions(viewer, asked, _id(audience) if audience else None)
    items += [{"value": f"@{slug}", "label": name, "hint": _members(count)} for slug, name, count in groups]
    return JsonResponse(items, safe=False)


def _members(count: int) -> str:
    words = ngettext("%(num)s member", "%(num)s members", count) % {"num": number(count)}
    return f"{_('Group')} · {words}"


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Unseen from error
