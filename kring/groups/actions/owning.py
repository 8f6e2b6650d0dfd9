"""What owners do with members: removing, blocking, sharing ownership."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.groups import rules
from kring.groups.actions.ground import (
    Change,
    drop,
    kind_of,
    locked_group,
    member_standing,
    owner_count,
    put,
    standing_of,
)
from kring.groups.events import MemberLeft, OwnerMade, OwnerWithdrawn
from kring.groups.models import Membership, MembershipState
from kring.identity.viewer import Viewer
from kring.infra.audit import note
from kring.infra.events import record
from kring.infra.verdict import Unseen, require


@transaction.atomic
def remove_member(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take somebody out of the group, who may come back as anybody else. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    theirs = standing_of(group, person_id)
    require(rules.may_remove(group, standing_of(group, actor.id), theirs))
    if not theirs.is_member:
        raise Unseen
    drop(group, person_id)
    record(MemberLeft(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))
    note(actor_id=actor.id, action="group.remove", subject=f"{group.id} {person_id}", now=now)


@transaction.atomic
def block_member(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Keep somebody out: a member, or who asked or was invited. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    own = standing_of(group, actor.id)
    require(rules.may_manage(own))
    theirs = member_standing(group, person_id)
    require(rules.may_remove(group, own, theirs))
    put(group, Change(person_id, MembershipState.BLOCKED, actor.id, now))
    if theirs.is_member:
        record(MemberLeft(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))
    note(actor_id=actor.id, action="group.block", subject=f"{group.id} {person_id}", now=now)


@transaction.atomic
def unblock_person(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """No longer keep somebody out; that does not make a member. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    require(rules.may_change_members(group, standing_of(group, actor.id)))
    if not standing_of(group, person_id).is_blocked:
        raise Unseen
    drop(group, person_id)
    note(actor_id=actor.id, action="group.unblock", subject=f"{group.id} {person_id}", now=now)


@transaction.atomic
def make_owner(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Share ownership with a member. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    own = standing_of(group, actor.id)
    require(rules.may_manage(own))
    theirs = member_standing(group, person_id)
    require(rules.may_make_owner(group, own, theirs, kind_of(person_id)))
    if theirs.is_owner:
        return
    Membership.objects.filter(group=group, account=person_id).update(is_owner=True)
    record(OwnerMade(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))
    note(actor_id=actor.id, action="group.owner", subject=f"{group.id} {person_id}", now=now)


@transaction.atomic
def withdraw_owner(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Make an owner an ordinary member again, never the last one. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    require(rules.may_withdraw_owner(standing_of(group, actor.id), owner_count(group)))
    if not member_standing(group, person_id).is_owner:
        raise Unseen
    Membership.objects.filter(group=group, account=person_id).update(is_owner=False)
    record(OwnerWithdrawn(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))
    note(actor_id=actor.id, action="group.owner_end", subject=f"{group.id} {person_id}", now=now)
