"""Inviting people, and their answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.groups import rules
from kring.groups.actions.ground import Change, drop, kind_of, locked_group, put, standing_of
from kring.groups.events import InvitationDeclined, MemberInvited, MemberJoined
from kring.groups.models import Group, MembershipState
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.people.queries import visible_accounts


@transaction.atomic
def invite_to_group(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Invite somebody; who had asked already is let in. Inviting twice changes nothing.

    Raises Refused, and Unseen for a group or person that the actor may not know.
    """
    group = locked_group(actor, group_id)
    if not visible_accounts(actor).filter(pk=person_id, is_active=True).exists():
        raise Unseen
    own, theirs = standing_of(group, actor.id), standing_of(group, person_id)
    require(rules.may_invite(actor, group, own, kind_of(person_id)))
    require(rules.may_be_invited(theirs))
    if theirs.is_pending and own.is_owner:
        put(group, Change(person_id, MembershipState.MEMBER, actor.id, now))
        record(MemberJoined(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))
    elif not theirs.state:
        put(group, Change(person_id, MembershipState.INVITED, actor.id, now))
        record(MemberInvited(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))


@transaction.atomic
def accept_invitation(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Become a member as invited. Raises Unseen when there is no invitation, Refused in the archive."""
    group = _invited(actor, group_id)
    require(rules.may_accept(group))
    put(group, Change(actor.id, MembershipState.MEMBER, actor.id, now))
    record(MemberJoined(at=now, group_id=group.id, actor_id=actor.id, account_id=actor.id))


@transaction.atomic
def decline_invitation(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Say no to an invitation. Raises Unseen when there is none."""
    group = _invited(actor, group_id)
    drop(group, actor.id)
    record(InvitationDeclined(at=now, group_id=group.id, actor_id=actor.id, account_id=actor.id))


@transaction.atomic
def withdraw_invitation(*, actor: Viewer, group_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take an invitation back. Raises Refused for who is no owner, Unseen when there is none."""
    group = locked_group(actor, group_id)
    require(rules.may_manage(standing_of(group, actor.id)))
    if not standing_of(group, person_id).is_invited:
        raise Unseen
    drop(group, person_id)
    record(InvitationDeclined(at=now, group_id=group.id, actor_id=actor.id, account_id=person_id))


def _invited(actor: Viewer, group_id: UUID) -> Group:
    group = locked_group(actor, group_id)
    if not standing_of(group, actor.id).is_invited:
        raise Unseen
    return group
