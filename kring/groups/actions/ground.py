"""The ground under every change of membership: the locked group, standings, and the counters."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from kring.groups.access import group_token
from kring.groups.models import Group, Holding, Membership, MembershipState
from kring.groups.queries.cards import known_groups
from kring.groups.rules import Standing
from kring.identity.models import Account, AccountKind
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


@dataclass(frozen=True)
class Change:
    """A person's new state in a group, set by `by` (None: the house) at a moment."""

    account_id: UUID
    state: str
    by: UUID | None
    now: datetime
    is_owner: bool = False


def locked_group(actor: Viewer, group_id: UUID) -> Group:
    """The group, held until the transaction ends, so that changes of members come one after the other.

    Raises Unseen when the actor may not know the group.
    """
    group = known_groups(actor).select_for_update(of=("self",)).filter(pk=group_id).first()
    if group is None:
        raise Unseen
    return group


def standing_of(group: Group, account_id: UUID) -> Standing:
    """What a person is in a group."""
    row = Membership.objects.filter(group=group, account=account_id).values_list("state", "is_owner").first()
    return Standing(*row) if row else Standing()


def member_standing(group: Group, account_id: UUID) -> Standing:
    """What a person is in a group; raises Unseen for nothing at all."""
    standing = standing_of(group, account_id)
    if not standing.state:
        raise Unseen
    return standing


def kind_of(account_id: UUID) -> str:
    """Whether an account is a colleague's or a guest's."""
    return Account.objects.values_list("kind", flat=True).get(pk=account_id)


def owner_count(group: Group) -> int:
    """How many owners can still act."""
    return Membership.objects.filter(group=group, is_owner=True, account__is_active=True).count()


def put(group: Group, change: Change) -> None:
    """Give a person a state in the group; counts again when members come or go."""
    before = standing_of(group, change.account_id)
    Membership.objects.update_or_create(
        group=group,
        account_id=change.account_id,
        defaults={
            "state": change.state,
            "is_owner": change.is_owner,
            "by_id": change.by,
            "at": change.now,
        },
    )
    if before.is_member or change.state == MembershipState.MEMBER:
        recount(group.pk)


def drop(group: Group, account_id: UUID) -> None:
    """Take away whatever a person is in the group."""
    Membership.objects.filter(group=group, account=account_id).delete()
    recount(group.pk)


def recount(group_id: UUID) -> None:
    """Write the counters anew from who really reads as a member; under the lock, so they never drift."""
    held = Holding.objects.filter(token=group_token(group_id))
    guests = Count("account", filter=Q(account__kind=AccountKind.GUEST))
    numbers = held.aggregate(member_count=Count("account"), guest_count=guests)
    Group.objects.filter(pk=group_id).update(**numbers)
