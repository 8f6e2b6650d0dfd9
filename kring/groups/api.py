"""The API on groups: those that one may know, one of them, and the own membership."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from kring.groups import actions, queries
from kring.groups.queries import GroupFilter
from kring.identity.api import READ, WRITE, After, Slug, Strict, Switch, Word, answers
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import until_of, utcnow
from kring.people.api import Person

router = Router(tags=["groups"])


class Group(Schema):
    """A group. Numbers are null for who does not read it."""

    id: UUID
    slug: str
    name: str
    kind: str
    purpose: str
    members: int | None
    guests: int | None
    archived_at: datetime | None
    is_member: bool
    is_owner: bool

    @staticmethod
    def resolve_is_member(obj: Any) -> bool:
        """Whether the caller belongs to it."""
        return bool(obj.standing.is_member)


class Groups(Schema):
    """One page of groups by name; `next` starts the page after it."""

    items: list[Group]
    total: int
    next: str | None


class GroupPage(Schema):
    """A group with what its readers see; who does not read it gets no more than the group itself."""

    group: Group
    is_readable: bool
    welcome: str
    owners: list[Person]


class GroupsAsked(Strict):
    """What somebody looks for."""

    q: Word = ""
    kind: Literal["", "open", "on_request", "closed", "hidden"] = ""
    mine: bool = False
    archived: bool = False


@router.get("groups", response=answers(Groups), auth=READ, url_name="api-groups")
def groups(request: HttpRequest, asked: Query[GroupsAsked], after: After = "") -> Any:
    """Groups whose name the caller may know, by name."""
    wanted = GroupFilter(q=asked.q.strip(), kind=asked.kind, mine=asked.mine, archived=asked.archived)
    page = queries.groups(viewer_of(request), wanted, after)
    return {"items": page.cards, "total": page.total, "next": page.next or None}


@router.get("groups/{str:slug}", response=answers(GroupPage), auth=READ, url_name="api-group")
def group(request: HttpRequest, slug: Slug) -> Any:
    """One group."""
    return _page(request, slug)


def _page(request: HttpRequest, slug: str) -> dict[str, Any]:
    page = queries.group(viewer_of(request), slug)
    told = {name: getattr(page, name) for name in ("is_readable", "welcome", "owners")}
    return {"group": page.card, **told}


class GroupMuting(Switch):
    """On or off, and for how long."""

    long: Literal["day", "week", "always"] = "always"


@router.put("groups/{str:slug}/muting", response=answers(None, 204), auth=WRITE, url_name="api-group-muting")
def mute(request: HttpRequest, slug: Slug, wanted: GroupMuting) -> Any:
    """Hear nothing of a group, but for what the caller follows or is named in; or hear of it again."""
    viewer, now = viewer_of(request), utcnow()
    group_id = queries.group_id_of(viewer, slug)
    if wanted.on:
        until = until_of(wanted.long, now)
        actions.mute_group(actor=viewer, group_id=group_id, now=now, until=until)
    else:
        actions.end_group_mute(actor=viewer, group_id=group_id)
    return Status(204, None)


@router.put(
    "groups/{str:slug}/membership", response=answers(None, 204), auth=WRITE, url_name="api-group-membership"
)
def membership(request: HttpRequest, slug: Slug, wanted: Switch) -> Any:
    """Join an open group, or leave a group."""
    viewer = viewer_of(request)
    act = actions.join_group if wanted.on else actions.leave_group
    act(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    return Status(204, None)
