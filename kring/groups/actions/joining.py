"""Joining open groups, and leaving any."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.groups import rules
from kring.groups.actions.ground import Change, drop, locked_group, owner_count, put, standing_of
from kring.groups.events import MemberJoined, MemberLeft
from kring.groups.models import GroupMute, MembershipState
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require


@transaction.atomic
def join_group(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Become a member of an open group; a member stays one. Raises Refused, Unseen."""
    group = locked_group(actor, group_id)
    standing = standing_of(group, actor.id)
    if standing.is_member:
        return
    require(rules.may_join(actor, group, standing))
    put(group, Change(actor.id, MembershipState.MEMBER, actor.id, now))
    record(MemberJoined(at=now, group_id=group.id, actor_id=actor.id, account_id=actor.id))


@transaction.atomic
def leave_group(*, actor: Viewer, group_id: UUID, now: datetime) -> None:
    """Stop being a member. Raises Refused for the last owner and for who is none, Unseen."""
    group = locked_group(actor, group_id)
    require(rules.may_leave(standing_of(group, actor.id), owner_count(group)))
    drop(group, actor.id)
    GroupMute.objects.filter(group=group, account=actor.id).delete()
    record(MemberLeft(at=now, group_id=group.id, actor_id=actor.id, account_id=actor.id))
