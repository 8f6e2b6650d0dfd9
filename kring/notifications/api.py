"""The API on what asks for one's attention."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import get_current_timezone, localdate
from ninja import Router, Schema, Status
from pydantic import AfterValidator, Field

from kring.identity.api import (
    NOTHING,
    READ,
    WRITE,
    After,
    Flawed,
    Moment,
    Strict,
    answers,
    following,
    position,
)
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.notifications import actions, queries
from kring.notifications.models import Reason, Road
from kring.notifications.rules import Rest, Wishes, flaws_in
from kring.people.api import Person

router = Router(tags=["notices"])


class Notice(Schema):
    """One line: why, about which conversation, and how much news there is in it."""

    id: UUID
    thread_id: UUID
    comment_id: UUID | None
    reason: str
    words: str
    title: str
    actor: Person | None
    count: int
    at: datetime
    is_unread: bool


class Notices(Schema):
    """One page, newest first; `next` starts the page after it."""

    items: list[Notice]
    unread: int
    next: str | None


class Load(Schema):
    """Bell, push and mail per colleague over seven days."""

    mean: float
    median: float
    p90: float


class Until(Strict):
    """Up to which moment the list was seen."""

    until: Moment


@router.get("notices", response=answers(Notices), auth=READ, url_name="api-notices")
def notices(request: HttpRequest, after: After = "") -> Any:
    """What asked for the caller's attention."""
    viewer = viewer_of(request)
    page = queries.notices(viewer, position(after))
    unread = queries.unread_count(viewer)
    return {"items": page.notices, "unread": unread, "next": following(page.after)}


@router.post("notices/read", response=NOTHING, auth=WRITE, url_name="api-notices-read")
def read_all(request: HttpRequest, seen: Until) -> Any:
    """Mark everything as read up to a moment."""
    actions.mark_all_read(viewer=viewer_of(request), until=seen.until)
    return Status(204, None)


@router.post("notices/{uuid:notice_id}/read", response=NOTHING, auth=WRITE, url_name="api-notice-read")
def read_one(request: HttpRequest, notice_id: UUID) -> Any:
    """Mark one notice as read; one that is not the caller's stays as it is."""
    actions.mark_read(viewer=viewer_of(request), notice_id=notice_id)
    return Status(204, None)


def _on_the_clock(clock: time) -> time:
    if clock.tzinfo is not None:
        raise ValueError(clock)
    return clock.replace(second=0, microsecond=0)


Clock = Annotated[time, AfterValidator(_on_the_clock)]


class Roads(Strict):
    """Over which roads one hears of which reason; a reason that is left out stays as it is."""

    roads: dict[Reason, list[Road]]


class Hours(Strict):
    """When no mail and no push comes, by the clock of the office; Monday is 1."""

    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    work_days: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1, max_length=7)]
    away_until: date | None = None


@router.get("notices/roads", response=answers(Roads), auth=READ, url_name="api-notice-roads")
def roads(request: HttpRequest) -> Any:
    """What the caller hears of, over which road."""
    return _roads(queries.roads(viewer_of(request)))


@router.put("notices/roads", response=answers(Roads), auth=WRITE, url_name="api-notice-roads")
def choose_roads(request: HttpRequest, wishes: Roads) -> Any:
    """Hear of these reasons over exactly these roads; a report always stands in Kring."""
    viewer = viewer_of(request)
    actions.choose_roads(reader=viewer, chosen=wishes.roads)
    return _roads(queries.roads(viewer))


def _roads(wishes: Wishes) -> dict[str, Any]:
    return {"roads": {reason: [road for road in Road if road in roads] for reason, roads in wishes.items()}}


@router.get("notices/hours", response=answers(Hours), auth=READ, url_name="api-notice-hours")
def hours(request: HttpRequest) -> Any:
    """When the caller wants to be left alone."""
    return _hours(queries.hours(viewer_of(request)))


@router.put("notices/hours", response=answers(Hours), auth=WRITE, url_name="api-notice-hours")
def set_hours(request: HttpRequest, wanted: Hours) -> Any:
    """Be left alone at these hours and days; both ends of the quiet hours, or neither."""
    viewer = viewer_of(request)
    days = frozenset(wanted.work_days)
    rest = Rest(wanted.quiet_from, wanted.quiet_until, days, wanted.away_until)
    if flaws := list(flaws_in(rest, localdate())):
        raise Flawed(flaws)
    actions.set_hours(reader=viewer, rest=rest)
    return _hours(queries.hours(viewer))


def _hours(rest: Rest) -> dict[str, Any]:
    return {
        "quiet_from": rest.quiet_from,
        "quiet_until": rest.quiet_until,
        "work_days": sorted(rest.work_days),
        "away_until": rest.away_until,
    }


@router.get("figures/notice-load", response=answers(Load), auth=READ, url_name="api-notice-load")
def load(request: HttpRequest) -> Any:
    """How much Kring asked of people's attention in the last seven whole days; 404 for too few people."""
    midnight = datetime.combine(localdate(), time(), get_current_timezone())
    told = queries.notice_load(viewer_of(request), midnight - timedelta(days=7), midnight)
    if told is None:
        raise Unseen
    return told
