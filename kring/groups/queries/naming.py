"""Groups that one can name in a text with @, and how many people that reaches."""

from uuid import UUID

from django.db.models import Q, QuerySet

from kring.groups.access import readers_of
from kring.groups.models import Group, GroupKind, Membership, MembershipState
from kring.groups.queries.cards import known_groups
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.people.models import Profile
from kring.people.queries import parts_of

SUGGESTED = 3


def nameable_groups(viewer: Viewer, audience_id: UUID | None) -> QuerySet[Group]:
    """Groups that a text of the viewer may name: its own, and those whose name every colleague may know."""
    public = Q(kind__in=[GroupKind.OPEN, GroupKind.ON_REQUEST])
    own = Q(audience=audience_id) if audience_id else Q(pk__in=())
    return known_groups(viewer).filter(public | own, archived_at__isnull=True)


def group_suggestions(
    viewer: Viewer, prefix: str, audience_id: UUID | None
) -> tuple[tuple[str, str, int], ...]:
    """Groups to name whose address or name begins with what was typed: (slug, name, members)."""
    if not prefix:
        return ()
    fitting = nameable_groups(viewer, audience_id).filter(
        Q(slug__istartswith=prefix) | Q(name__istartswith=prefix)
    )
    rows = fitting.order_by("name").values_list("slug", "name", "member_count")
    return tuple(rows[:SUGGESTED])


def people_in(group_id: UUID | None, department_id: UUID | None) -> QuerySet[Account]:
    """Who belongs to a group, or to a department with its parts; only who is active."""
    members = Membership.objects.filter(group=group_id, state=MembershipState.MEMBER).values("account")
    parts = parts_of(department_id) if department_id else ()
    placed = Profile.objects.filter(department__in=parts).values("account")
    return Account.objects.filter(pk__in=members if group_id else placed, is_active=True)


def reach_in(viewer: Viewer, audience_id: UUID, group_id: UUID | None, department_id: UUID | None) -> int:
    """How many people besides the viewer belong to it and read what carries the audience."""
    inside = people_in(group_id, department_id).exclude(pk=viewer.id)
    return readers_of(audience_id).filter(pk__in=inside.values("pk")).count()
