"""Asking to join, and the owners' answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.groups import rules
from kring.groups.actions.ground import Change, drop, locked_group, put, standing_of
from kring.groups.events import JoinAsked, JoinDeclined, MemberJoined
from kring.groups.models import Group, MembershipState
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require


@transaction.atomic
def ask_to_join(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Ask the owners to be let in. Raises Refused (also for a second request), Unseen."""
    group = locked_group(actor, group_id)
    require(rules.may_ask(actor, group, standing_of(group, actor.id)))
    put(group, Change(actor.id, MembershipState.PENDING, actor.id, now))
    record(JoinAsked(at=now, group_id=group.id, actor_id=actor.id, account_id=actor.id))


@transaction.atomic
def withdraw_request(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Take the own request back; nothing happens when there is none. Raises Unseen."""
    group = locked_group(actor, group_id)
    if standing_of(group, actor.id).is_pending:
        drop(group, actor.id)
        record(JoinDeclined(at=now, group_id=group.id, actor_id=actor.id, account_id=actor.id))


@transaction.atomic
def admit(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Let somebody in who asked. Raises Refused for who is no owner, Unseen when nobody asked."""
    group = _asked(actor, group_id, person_id)
    put(group, Change(person_id, MembershipState.MEMBER, actor.id, now))
    record(MemberJoined(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))


@transaction.atomic
def decline(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Say no to somebody who asked, who may ask again. Raises Refused, Unseen as `admit`."""
    group = _asked(actor, group_id, person_id)
    drop(group, person_id)
    record(JoinDeclined(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))


def _asked(actor: Viewer, group_id: UUID, person_id: UUID) -> Group:
    group = locked_group(actor, group_id)
    require(rules.may_change_members(group, standing_of(group, actor.id)))
    if not standing_of(group, person_id).is_pending:
        raise Unseen
    return group
