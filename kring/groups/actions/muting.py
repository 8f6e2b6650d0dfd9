"""Hearing nothing of a group, for a while or for good."""

from datetime import datetime
from uuid import UUID

from kring.groups.models import GroupMute
from kring.groups.queries.cards import known_groups
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


def mute_group(*, actor: Viewer, group_id: UUID, now: datetime, until: datetime | None = None) -> None:
    """Hear nothing of a group, until a moment (None: always), but for what one follows or is named in.

    Raises Unseen for a group that the actor may not know.
    """
    if not known_groups(actor).filter(pk=group_id).exists():
        raise Unseen
    GroupMute.objects.update_or_create(
        group_id=group_id, account_id=actor.id, defaults={"at": now, "until": until}
    )


def end_group_mute(*, actor: Viewer, group_id: UUID) -> None:
    """Hear of a group again; who lost it may do this too."""
    GroupMute.objects.filter(group=group_id, account=actor.id).delete()


def end_past_group_mutes(*, now: datetime) -> int:
    """End the mutes whose time is over. Returns how many."""
    return GroupMute.objects.filter(until__lte=now).delete()[0]
