"""Groups as shown in lists and menus."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kring.groups import rules
from kring.groups.access import readable_audiences, visible_groups
from kring.groups.models import Group, GroupKind, Membership, MembershipState
from kring.groups.rules import Standing
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


@dataclass(frozen=True)
class GroupLink:
    """A group in a menu."""

    id: UUID
    slug: str
    name: str
    kind: str
    is_owner: bool = False

    @property
    def url(self) -> str:
        """Address of the group's page."""
        return f"/groups/{self.slug}/"

    @property
    def ring(self) -> str:
        """The ring that stands for the kind: "open" or "closed"."""
        return "open" if rules.is_read_by_all(self.kind) else "closed"

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return str(GroupKind(self.kind).label)


@dataclass(frozen=True)
class GroupCard(GroupLink):
    """A group in a list. Numbers are None for who does not read it: they say who is inside."""

    purpose: str = ""
    members: int | None = None
    guests: int | None = None
    archived_at: datetime | None = None
    standing: Standing = field(default_factory=Standing)


def known_groups(viewer: Viewer) -> QuerySet[Group]:
    """The groups whose name the viewer may know; none for who holds no token any more."""
    if not viewer.tokens:
        return Group.objects.none()
    return Group.objects.filter(visible_groups(viewer))


def seen_groups(viewer: Viewer) -> QuerySet[Any]:
    """The groups whose name the viewer may know, each with the own standing and whether it is readable."""
    own = Membership.objects.filter(group=OuterRef("pk"), account=viewer.id)
    return known_groups(viewer).annotate(
        own_state=Subquery(own.values("state")[:1]),
        own_owner=Subquery(own.values("is_owner")[:1]),
        readable=Exists(readable_audiences(viewer).filter(group=OuterRef("pk"))),
    )


def card_of(row: Any) -> GroupCard:
    """The card of one row of `seen_groups`."""
    standing = standing_in(row)
    return GroupCard(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        is_owner=standing.is_owner,
        purpose=row.purpose,
        members=row.member_count if row.readable else None,
        guests=row.guest_count if row.readable else None,
        archived_at=row.archived_at,
        standing=standing,
    )


def standing_in(row: Any) -> Standing:
    """The viewer's standing in one row of `seen_groups`."""
    return Standing(row.own_state or "", bool(row.own_owner))


def group_id_of(viewer: Viewer, slug: str) -> UUID:
    """The id of a group whose name the viewer may know; raises Unseen for any other."""
    found = known_groups(viewer).filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise Unseen
    return found


def my_groups(viewer: Viewer) -> tuple[GroupLink, ...]:
    """The groups that the viewer is a member of and that are not archived, by name; one statement."""
    rows = (
        Membership.objects.filter(
            account=viewer.id, state=MembershipState.MEMBER, group__archived_at__isnull=True
        )
        .order_by("group__name")
        .values_list("group__id", "group__slug", "group__name", "group__kind", "is_owner")
    )
    return tuple(GroupLink(*row) for row in rows)
