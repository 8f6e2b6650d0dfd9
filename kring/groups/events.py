"""What can happen to groups and in them."""

from dataclasses import dataclass
from uuid import UUID

from kring.infra.events import Event


@dataclass(frozen=True, kw_only=True)
class GroupEvent(Event):
    """Something happened to a group; `actor_id` is None when the house itself did it."""

    group_id: UUID
    actor_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class GroupCreated(GroupEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class GroupChanged(GroupEvent):
    """Name, purpose, welcome or kind changed; with `kind_changed` other people read the group now."""

    kind_changed: bool


@dataclass(frozen=True, kw_only=True)
class GroupArchived(GroupEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class GroupRevived(GroupEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class MembersEnrolled(GroupEvent):
    """Many people became members at once, by set-up or import."""


@dataclass(frozen=True, kw_only=True)
class MembershipEvent(GroupEvent):
    """Something between one person (`account_id`) and a group."""

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MembershipEvent):
    """Somebody is a member from now on: joined, was admitted (`actor_id` is an owner), or accepted."""


@dataclass(frozen=True, kw_only=True)
class MemberLeft(MembershipEvent):
    """Somebody is no longer a member: left, or was removed or blocked by the actor."""


@dataclass(frozen=True, kw_only=True)
class JoinAsked(MembershipEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class JoinDeclined(MembershipEvent):
    """An owner said no, or the person took the question back."""


@dataclass(frozen=True, kw_only=True)
class MemberInvited(MembershipEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(MembershipEvent):
    """The person said no, or an owner took the invitation back."""


@dataclass(frozen=True, kw_only=True)
class OwnerMade(MembershipEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class OwnerWithdrawn(MembershipEvent):
    pass
