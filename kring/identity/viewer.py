"""The viewer: who looks, with everything that decides what he may see. Every query takes one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kring.identity.models import AccountKind, Role


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks, as known at the start of the request; built by `groups.access.viewer_for`.

    `tokens` are the audiences' words this person holds; `knows` is None for who may see every
    colleague, else the ids of the only people a guest may see.
    """

    id: UUID
    name: str
    first_name: str
    handle: str
    kind: str
    language: str
    tokens: tuple[str, ...]
    roles: frozenset[str]
    knows: frozenset[UUID] | None = None
    mode: str = ""
    face: str = ""
    photo: UUID | None = None
    initials: str = ""
    department_id: UUID | None = None
    onboarded_at: datetime | None = None

    @property
    def is_guest(self) -> bool:
        """Somebody from outside, who sees only the own groups."""
        return self.kind == AccountKind.GUEST

    def has(self, *roles: Role) -> bool:
        """True when the viewer has one of `roles`."""
        return any(role in self.roles for role in roles)

    @property
    def is_administrator(self) -> bool:
        """May manage accounts; says nothing about reading."""
        return self.has(Role.FUNCTIONAL_ADMIN, Role.TECHNICAL_ADMIN)
