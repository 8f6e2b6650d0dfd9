"""What can happen to an account."""

from dataclasses import dataclass
from uuid import UUID

from kring.infra.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Something happened to an account; `actor_id` is None when the house itself did it."""

    account_id: UUID
    actor_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class AccountCreated(AccountEvent):
    """`invitation_id` names the invitation that was accepted, if there was one."""

    invitation_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AccountDeactivated(AccountEvent):
    """Somebody left: nothing this person could open opens any more."""


@dataclass(frozen=True, kw_only=True)
class AccountReactivated(AccountEvent):
    """Somebody came back."""


@dataclass(frozen=True, kw_only=True)
class RoleGranted(AccountEvent):
    role: str


@dataclass(frozen=True, kw_only=True)
class RoleWithdrawn(AccountEvent):
    role: str


@dataclass(frozen=True, kw_only=True)
class SignInChanged(AccountEvent):
    """A password, passkey, code app or API key was added, changed or removed; `what` is a fixed word."""

    what: str


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    invitation_id: UUID
    actor_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class ResetAsked(Event):
    """Somebody forgot a password; None for an address nobody has, so that both take the same road."""

    account_id: UUID | None
