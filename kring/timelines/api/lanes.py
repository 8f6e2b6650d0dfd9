"""The caller's own row of lanes."""

from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from kring.identity.api import (
    NOTHING,
    READ,
    WRITE,
    Key,
    Slug,
    Strict,
    Switch,
    Word,
    answers,
    once_each,
    valid,
)
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.timelines import actions, queries
from kring.timelines.api.lists import Filters
from kring.timelines.queries import Lane, LaneRow
from kring.timelines.web.filters import filters_of, lane_name, lane_of
from kring.timelines.web.forms import LaneFilters, LaneForm, LaneName

router = Router(tags=["lanes"])
Base = Literal["mine", "questions", "groups", "all"]


class LaneOfMine(Schema):
    """A lane of the caller: `lane` names it in addresses, `own` says that the caller added it.

    `base` is the lane that it starts from, with `filters` for `timeline`; "saved" is `bookmarks`.
    """

    lane: str
    name: str
    own: bool
    base: Literal["mine", "questions", "groups", "all", "saved"]
    filters: Filters
    hidden: bool

    @staticmethod
    def resolve_lane(obj: LaneRow) -> str:
        """Its id; one of ours goes by its name."""
        return str(obj.id) if obj.name else obj.base

    @staticmethod
    def resolve_name(obj: LaneRow) -> str:
        """As the page shows it."""
        return lane_name(obj)

    @staticmethod
    def resolve_own(obj: LaneRow) -> bool:
        """Whether it has a name of the caller's own."""
        return bool(obj.name)

    @staticmethod
    def resolve_filters(obj: LaneRow) -> Lane:
        """What it leaves in."""
        return lane_of(obj)


class NameOfLane(Strict):
    """What it is called."""

    name: Word


class NarrowedLane(Strict):
    """What a lane starts from, and what it leaves in."""

    base: Base = "mine"
    filters: Filters = Filters()

    def typed(self) -> dict[str, str]:
        """As the form of the page has it."""
        return {"base": self.base, "filters": urlencode(filters_of(Lane(**self.filters.model_dump())))}


class NewLane(NameOfLane, NarrowedLane):
    """A lane to add."""


class Step(Strict):
    """Where to: one place up, or down."""

    to: Literal["up", "down"]


@router.get("lanes", response=answers(list[LaneOfMine]), auth=READ, url_name="api-lanes")
def list_lanes(request: HttpRequest) -> Any:
    """The caller's lanes in order, hidden ones too."""
    return list(queries.own_lanes(viewer_of(request)))


@router.post("lanes", response=answers(LaneOfMine, 201), auth=WRITE, url_name="api-lanes")
def add_lane(request: HttpRequest, told: NewLane, key: Key) -> Any:
    """Add a lane at the end; there can be twenty, each with a name of its own."""
    viewer, lane = viewer_of(request), valid(LaneForm({"name": told.name, **told.typed()})).cleaned_data
    pk = UUID(once_each(request, key, lambda: str(actions.add_lane(reader=viewer, **lane))))
    made = next((row for row in queries.own_lanes(viewer) if row.id == pk), None)
    if made is None:  # removed since the key came first
        raise Unseen
    return Status(201, made)


@router.put("lanes/{str:lane}/name", response=NOTHING, auth=WRITE, url_name="api-lane-name")
def rename_lane(request: HttpRequest, lane: Slug, told: NameOfLane) -> Any:
    """Give an own lane another name."""
    name = valid(LaneName(told.model_dump())).cleaned_data["name"]
    actions.rename_lane(reader=viewer_of(request), lane=lane, name=name)
    return Status(204, None)


@router.put("lanes/{str:lane}/filters", response=NOTHING, auth=WRITE, url_name="api-lane-filters")
def refilter_lane(request: HttpRequest, lane: Slug, told: NarrowedLane) -> Any:
    """Let an own lane start from another lane and leave other things in."""
    narrowed = valid(LaneFilters(told.typed())).cleaned_data
    actions.refilter_lane(reader=viewer_of(request), lane=lane, **narrowed)
    return Status(204, None)


@router.put("lanes/{str:lane}/hiding", response=NOTHING, auth=WRITE, url_name="api-lane-hiding")
def hide_lane(request: HttpRequest, lane: Slug, told: Switch) -> Any:
    """Hide any lane, or show it again; one has to stay."""
    actions.hide_lane(reader=viewer_of(request), lane=lane, hidden=told.on)
    return Status(204, None)


@router.post("lanes/{str:lane}/step", response=NOTHING, auth=WRITE, url_name="api-lane-step")
def move_lane(request: HttpRequest, lane: Slug, told: Step) -> Any:
    """Let any lane change places with its neighbour; at the end nothing happens."""
    actions.move_lane(reader=viewer_of(request), lane=lane, up=told.to == "up")
    return Status(204, None)


@router.post("lanes/{str:lane}/removal", response=NOTHING, auth=WRITE, url_name="api-lane-removal")
def remove_lane(request: HttpRequest, lane: Slug) -> Any:
    """Take an own lane away; ours can only be hidden."""
    actions.remove_lane(reader=viewer_of(request), lane=lane)
    return Status(204, None)
