"""Lists of groups: all that may be known, the own ones, invitations, shared ones, ones to start with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from kring.groups.models import Group, GroupKind, Membership, MembershipState
from kring.groups.queries.cards import GroupCard, GroupLink, card_of, seen_groups
from kring.identity.viewer import Viewer
from kring.people import cards, paging
from kring.people.cards import PersonCard

PAGE = 20
TO_JOIN = 4


@dataclass(frozen=True, kw_only=True)
class GroupFilter:
    """What somebody looks for: words in name or purpose, one kind, only the own ones, the archive."""

    q: str = ""
    kind: str = ""
    mine: bool = False
    archived: bool = False


@dataclass(frozen=True)
class GroupList:
    """One page of groups; `total` counts all that fit."""

    cards: tuple[GroupCard, ...]
    total: int
    next: str


@dataclass(frozen=True)
class InvitationCard:
    """An invitation that the viewer did not answer yet."""

    group: GroupLink
    purpose: str
    by: PersonCard | None
    at: datetime


def groups(viewer: Viewer, wanted: GroupFilter, after: str = "") -> GroupList:
    """Groups whose name the viewer may know, by name; two statements."""
    fitting = seen_groups(viewer).filter(archived_at__isnull=not wanted.archived)
    for word in wanted.q.split()[:6]:
        fitting = fitting.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    if wanted.kind:
        fitting = fitting.filter(kind=wanted.kind)
    if wanted.mine:
        fitting = fitting.filter(own_state=MembershipState.MEMBER)
    ordered = fitting.annotate(sort=Lower("name"))
    rows = list(ordered.filter(paging.behind(after, "sort")).order_by("sort", "id")[: PAGE + 1])
    following = ""
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        following = paging.NameCursor(last.sort, last.id).encode()
    return GroupList(tuple(card_of(row) for row in rows[:PAGE]), fitting.count(), following)


def my_invitations(viewer: Viewer) -> tuple[InvitationCard, ...]:
    """What the viewer was invited to, newest first; one statement."""
    rows = (
        Membership.objects.filter(
            account=viewer.id, state=MembershipState.INVITED, group__archived_at__isnull=True
        )
        .order_by("-at")
        .values(*_GROUP, *cards.fields("by__"), "group__purpose", "at")
    )
    return tuple(
        InvitationCard(
            group=GroupLink(*(row[name] for name in _GROUP)),
            purpose=row["group__purpose"],
            by=cards.card(row, "by__") if row["by__id"] else None,
            at=row["at"],
        )
        for row in rows
    )


_GROUP = ("group__id", "group__slug", "group__name", "group__kind")


def groups_in_common(viewer: Viewer, person_id: UUID) -> tuple[GroupLink, ...]:
    """The groups that both are members of, by name; one statement.

    Only shared ones: which other groups somebody is in, a profile does not tell.
    """
    own = Membership.objects.filter(group=OuterRef("pk"), account=viewer.id, state=MembershipState.MEMBER)
    theirs = own.model.objects.filter(group=OuterRef("pk"), account=person_id, state=MembershipState.MEMBER)
    rows = Group.objects.filter(Exists(own), Exists(theirs), archived_at__isnull=True).order_by("name")
    return tuple(GroupLink(*row) for row in rows.values_list("id", "slug", "name", "kind"))


def groups_to_join(viewer: Viewer) -> tuple[GroupCard, ...]:
    """A few open groups with most members where the viewer is nothing yet, for the first visit."""
    if viewer.is_guest:
        return ()
    rows = (
        seen_groups(viewer)
        .filter(kind=GroupKind.OPEN, archived_at__isnull=True)
        .filter(own_state__isnull=True)
        .order_by("-member_count", "name")
    )
    return tuple(card_of(row) for row in rows[:TO_JOIN])
