"""What open pages ask for: a ticket to live signals, and how much is new."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import viewer_of
from kring.infra.live_tickets import MOST_STREAMS, make_ticket, private_stream
from kring.kit.clock import in_utc, utcnow
from kring.timelines import queries
from kring.timelines.web.filters import filtered_lane_from


@require_GET
def ticket(request: HttpRequest) -> HttpResponse:
    """A ticket for a minute, and where to show it."""
    # The moment first: a ticket is void when rights were withdrawn after it.
    viewer, now = viewer_of(request), utcnow()
    streams = [private_stream(viewer.id), *queries.heard_streams(viewer, MOST_STREAMS - 1)]
    made = make_ticket(account_id=viewer.id, streams=streams, asked_at=now)
    return JsonResponse({"ticket": made, "address": f"{settings.LIVE_ORIGIN}/live/"})


@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """Two numbers: what is new in a lane since a moment, and the unread notices of the frame."""
    viewer, since = viewer_of(request), _since(request.GET.get("since", ""))
    fresh = queries.fresh_count(viewer, filtered_lane_from(request.GET), since) if since else 0
    return render(request, "timelines/news.jinja", {"fresh": fresh}, content_type="application/json")


def _since(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
        return in_utc(moment) if moment else None
    except ValueError:
        return None
