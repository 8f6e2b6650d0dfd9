"""Many members at once, and groups of people who leave the organisation or come back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.groups.actions.ground import owner_count, recount
from kring.groups.events import MembersEnrolled, OwnerMade
from kring.groups.models import Group, Membership, MembershipState
from kring.identity.models import AccountKind
from kring.infra.events import record


@transaction.atomic
def enrol(*, group_id: UUID, account_ids: Sequence[UUID], now: datetime) -> None:
    """Make all these people members, quietly; for set-up and imports. Nobody's standing is overruled."""
    Group.objects.select_for_update().get(pk=group_id)
    Membership.objects.bulk_create(
        [
            Membership(group_id=group_id, account_id=account_id, state=MembershipState.MEMBER, at=now)
            for account_id in account_ids
        ],
        ignore_conflicts=True,
    )
    recount(group_id)
    record(MembersEnrolled(at=now, quiet=True, group_id=group_id, actor_id=None))


@transaction.atomic
def settle_departure(*, account_id: UUID, now: datetime) -> None:
    """Somebody left: counters follow, and a group without owner goes to its longest member."""
    for group in _groups_of(account_id):
        recount(group.pk)
        if owner_count(group) == 0:
            _pass_on(group, now)


@transaction.atomic
def settle_return(*, account_id: UUID) -> None:
    """Somebody came back: counters follow."""
    for group in _groups_of(account_id):
        recount(group.pk)


def _groups_of(account_id: UUID) -> list[Group]:
    # Always in one order: two people who leave at the same moment wait for each other, not deadlock.
    own = Membership.objects.filter(account=account_id, state=MembershipState.MEMBER).values("group")
    return list(Group.objects.select_for_update().filter(pk__in=own).order_by("pk"))


def _pass_on(group: Group, now: datetime) -> None:
    heir = (
        Membership.objects.filter(
            group=group,
            state=MembershipState.MEMBER,
            account__is_active=True,
            account__kind=AccountKind.EMPLOYEE,
        )
        .order_by("at", "pk")
        .first()
    )
    if heir is not None:
        Membership.objects.filter(pk=heir.pk).update(is_owner=True)
        record(OwnerMade(at=now, group_id=group.id, actor_id=None, account_id=heir.account_id))
