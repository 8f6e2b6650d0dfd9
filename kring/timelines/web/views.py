"""The timeline, the page of a topic, and turning a reason down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kring.discussion.queries.standing import carries_topic
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.posts.queries import for_everyone, kinds_when
from kring.timelines import queries
from kring.timelines.actions import open_timeline
from kring.timelines.queries import Lane
from kring.timelines.web.filters import filters_of, lane_from, narrowing, news_href, tabs
from kring.timelines.web.lanes import cursor_from, listed
from kring.topics.queries import topic as topic_page

EVENING, NOON = 18, 12


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """A lane of the timeline."""
    viewer, now = viewer_of(request), utcnow()
    if viewer.onboarded_at is None and not request.GET:
        return redirect("welcome")
    lane, cursor = lane_from(request.GET), cursor_from(request.GET)
    page = queries.page(viewer, lane, cursor)
    opening = open_timeline(reader=viewer, now=now)
    first = lane == Lane() and cursor is None
    before = opening.before if first else None
    context = {
        "lane": lane,
        "lanes": tabs(opening.lanes, lane),
        **narrowing(lane, more="more" in request.GET),
        **listed(request, page, now, lane, before),
        "news_href": news_href(lane, now) if cursor is None else "",
        "before": before,
        "greeting": _greeting(viewer),
        "waiting": opening.waiting,
        "to_read": opening.to_read if first else (),
        "kinds": kinds_when(stopped=opening.praise_stopped),
        "audience": None if viewer.is_guest else for_everyone(opening.everyone),
        **_empty(lane),
    }
    return render(request, "timelines/home.jinja", context)


def _greeting(viewer: Viewer) -> str:
    hour = timezone.localtime().hour
    if hour >= EVENING:
        words = _("Good evening, %(name)s")
    else:
        words = _("Good morning, %(name)s") if hour < NOON else _("Good afternoon, %(name)s")
    return words % {"name": viewer.first_name}


def _empty(lane: Lane) -> dict[str, str]:
    if filters_of(lane):
        title = _("Nothing fits these filters here")
        text = _("Leave a filter out, or look further back.")
    elif lane.name == "groups":
        title = _("Your groups are quiet")
        text = _("Join a group, or be the first to say something in one of yours.")
    elif lane.name == "questions":
        title = _("No question waits here")
        text = _("Ask something you want to know. Somebody knows it.")
    else:
        title = _("It is still quiet here")
        text = _("Follow a topic, join a group, or ask the first question.")
    return {"empty_title": title, "empty_text": text}


@require_GET
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one topic that the viewer may read."""
    viewer = viewer_of(request)
    shown = topic_page(viewer, slug, carried=lambda pk: carries_topic(viewer, pk))
    lane = Lane("all", topic_id=shown.id)
    page = queries.page(viewer, lane, cursor_from(request.GET))
    context = {
        "topic": shown,
        "follows": shown.is_followed,
        **listed(request, page, utcnow(), lane),
    }
    return render(request, "timelines/topic.jinja", context)
