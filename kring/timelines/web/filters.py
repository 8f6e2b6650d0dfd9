"""Lanes and filters as they stand in an address, and in the row above the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kring.posts.models import Kind, QuestionState
from kring.timelines.cards import things
from kring.timelines.queries import LANES, PERIODS, Lane, LaneRow

# What may stand in an address, in this order, so that the same lane has one address.
WORDS = ("group", "topic", "department", "place", "person")
LONGEST = 120


@dataclass(frozen=True)
class LaneTab:
    """One tab of the strip of lanes."""

    text: str
    href: str
    current: bool
    count: int = 0


@dataclass(frozen=True)
class Switch:
    """A filter that is on or off: pressing it leads to the address with the other state."""

    text: str
    href: str
    on: bool


def lane_from(params: Mapping[str, str]) -> Lane:
    """The lane that an address names; an unknown one is "for me", an unknown filter filters nothing."""
    name, kind, state = params.get("lane", "mine"), params.get("kind", ""), params.get("state", "")
    period = params.get("period", "")
    lane = Lane(
        name=name if name in LANES else "mine",
        kind=kind if kind in Kind.values else "",
        state=state if state in QuestionState.values else "",
        period=period if period in PERIODS else "",
        unread=params.get("unread") == "1",
    )
    words: dict[str, Any] = {word: params.get(word, "")[:LONGEST].strip().lstrip("#@") for word in WORDS}
    return replace(lane, **words)


def filtered_lane_from(params: QueryDict) -> Lane:
    """The lane of an open page, which may be of one topic, group or person too."""
    ids: dict[str, Any] = {name: _id(params.get(name, "")) for name in ("group_id", "topic_id", "author_id")}
    return replace(lane_from(params), **ids)


def filters_of(lane: Lane) -> dict[str, str]:
    """The filters of a lane as words of an address, each lane in one way."""
    found = {"kind": lane.kind, "state": lane.state, **{word: getattr(lane, word) for word in WORDS}}
    found |= {"period": lane.period, "unread": "1" if lane.unread else ""}
    return {name: value for name, value in found.items() if value}


def address_of(lane: Lane, **changed: str) -> str:
    """The address of a lane, with some filters changed or ("") left out."""
    kept = {name: value for name, value in {**filters_of(lane), **changed}.items() if value}
    named = {} if lane.name == "mine" and kept else {"lane": lane.name}
    return f"?{urlencode({**named, **kept})}"


def news_href(lane: Lane, now: datetime) -> str:
    """The address that tells how much is new in a lane after `now`."""
    ids = {"group_id": lane.group_id, "topic_id": lane.topic_id, "author_id": lane.author_id}
    asked = {"lane": lane.name, **filters_of(lane), **ids, "since": now.isoformat()}
    return f"{reverse('live-news')}?{urlencode({name: value for name, value in asked.items() if value})}"


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def lane_name(row: LaneRow) -> str:
    """What a lane is called."""
    if row.name:
        return row.name
    return {
        "mine": _("For me"),
        "questions": _("Questions"),
        "groups": _("My groups"),
        "all": _("Whole organisation"),
        "saved": _("Saved"),
    }[row.base]


def lane_of(row: LaneRow) -> Lane:
    """The lane that a row stands for."""
    return lane_from({"lane": row.base, **dict(parse_qsl(row.filters))})


def tabs(rows: tuple[LaneRow, ...], lane: Lane) -> list[LaneTab]:
    """The strip of lanes that are not hidden; the one with just these filters is current."""
    return _tabs(rows, lane, get_language())


@lru_cache(maxsize=1000)  # most people have the same lanes
def _tabs(rows: tuple[LaneRow, ...], lane: Lane, _language: str | None) -> list[LaneTab]:
    shown = [row for row in rows if not row.hidden]
    lanes = [None if row.base == "saved" else lane_of(row) for row in shown]
    current = lanes.index(lane) if lane in lanes else -1
    if current < 0:
        current = next((at for at, row in enumerate(shown) if row.base == lane.name and not row.name), -1)
    return [
        LaneTab(lane_name(row), reverse("bookmarks") if one is None else address_of(one), at == current)
        for at, (row, one) in enumerate(zip(shown, lanes, strict=True))
    ]


def switches(lane: Lane) -> list[Switch]:
    """What can be filtered with one press."""
    waits = lane.state == "open"
    found = [
        Switch(_("Unread"), address_of(lane, unread="" if lane.unread else "1"), lane.unread),
        Switch(_("Without an answer"), address_of(lane, state="" if waits else "open"), waits),
    ]
    if lane.name != "questions":
        for kind in Kind.values:
            on = lane.kind == kind
            found.append(Switch(things(kind).capitalize(), address_of(lane, kind="" if on else kind), on))
    for period, text in (("week", _("This week")), ("month", _("This month"))):
        on = lane.period == period
        found.append(Switch(text, address_of(lane, period="" if on else period), on))
    return found


def chips(lane: Lane) -> list[Switch]:
    """The filters in words that are on, each with the address without it."""
    words = {
        "group": pgettext("filter", "Group: %(name)s"),
        "topic": pgettext("filter", "Topic: %(name)s"),
        "department": pgettext("filter", "Department: %(name)s"),
        "place": pgettext("filter", "Place: %(name)s"),
        "person": pgettext("filter", "Person: %(name)s"),
    }
    on = {word: getattr(lane, word) for word in WORDS if getattr(lane, word)}
    return [
        Switch(words[word] % {"name": name}, address_of(lane, **{word: ""}), on=True)
        for word, name in on.items()
    ]


def narrowing(lane: Lane, *, more: bool) -> dict[str, Any]:
    """What the row of filters shows; `more` with the form for those in words."""
    return {
        "switches": switches,  # asked only when the row is not kept yet
        "chips": chips,
        "filters": filters_of(lane),
        "more": more,
        "more_filters": f"{address_of(lane)}&more=1",
    }
