"""The members of a group, and who stands at its door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kring.groups import rules
from kring.groups.models import Group, Membership, MembershipState
from kring.groups.queries.cards import GroupCard, card_of, seen_groups, standing_in
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen, require
from kring.people import cards, paging
from kring.people.cards import PersonCard
from kring.people.queries import visible_accounts

PAGE = 40


@dataclass(frozen=True)
class Member:
    """A member in the list; `until` is a guest's last day."""

    card: PersonCard
    is_owner: bool
    until: date | None


@dataclass(frozen=True)
class MemberList:
    """One page of members, by name."""

    group: GroupCard
    members: tuple[Member, ...]
    next: str


@dataclass(frozen=True)
class Asker:
    """Somebody who asked, was invited or is blocked, and since when."""

    card: PersonCard
    at: datetime


@dataclass(frozen=True)
class DoorList:
    """Everybody at the door of a group, for its owners."""

    asked: tuple[Asker, ...]
    invited: tuple[Asker, ...]
    blocked: tuple[Asker, ...]


def members(viewer: Viewer, slug: str, after: str = "") -> MemberList:
    """One page of members; two statements.

    Raises Unseen for who does not read the group: of a closed one even the names are the members'.
    """
    row = _readable(viewer, slug)
    found = list(
        Membership.objects.filter(group=row, state=MembershipState.MEMBER, account__is_active=True)
        .filter(paging.behind(after, "account__sort_key", "account__id"))
        .order_by("account__sort_key", "account__id")
        .values(*cards.fields("account__"), "account__sort_key", "account__until", "is_owner")[: PAGE + 1]
    )
    following = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        following = paging.NameCursor(last["account__sort_key"], last["account__id"]).encode()
    rows = tuple(
        Member(cards.card(one, "account__"), one["is_owner"], one["account__until"]) for one in found[:PAGE]
    )
    return MemberList(group=card_of(row), members=rows, next=following)


def at_the_door(viewer: Viewer, slug: str) -> DoorList:
    """Who asked, is invited or blocked; two statements. Raises Refused for who is no owner, Unseen."""
    row = _readable(viewer, slug)
    require(rules.may_manage(standing_in(row)))
    found = list(
        Membership.objects.filter(group=row)
        .exclude(state=MembershipState.MEMBER)
        .order_by("at", "pk")
        .values(*cards.fields("account__"), "state", "at")
    )

    def those(state: str) -> tuple[Asker, ...]:
        return tuple(Asker(cards.card(one, "account__"), one["at"]) for one in found if one["state"] == state)

    return DoorList(
        asked=those(MembershipState.PENDING),
        invited=those(MembershipState.INVITED),
        blocked=those(MembershipState.BLOCKED),
    )


def require_owner(viewer: Viewer, slug: str) -> None:
    """Go on for an owner of the group; raises Refused for other readers, Unseen for anybody else."""
    require(rules.may_manage(standing_in(_readable(viewer, slug))))


def person_behind(viewer: Viewer, handle: str) -> UUID:
    """The id of a person whom the viewer may see; raises Unseen for any other handle."""
    found = visible_accounts(viewer).filter(handle=handle).values_list("pk", flat=True).first()
    if found is None:
        raise Unseen
    return found


def _readable(viewer: Viewer, slug: str) -> Group:
    row: Group | None = seen_groups(viewer).filter(slug=slug, readable=True).first()
    if row is None:
        raise Unseen
    return row
