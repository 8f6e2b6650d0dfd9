"""What can happen to people as colleagues see them."""

from dataclasses import dataclass
from uuid import UUID

from kring.infra.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """Something about one person changed."""

    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(PersonEvent):
    """Text, face or photo of a profile changed."""


@dataclass(frozen=True, kw_only=True)
class ExpertiseAdded(PersonEvent):
    expertise_id: UUID


@dataclass(frozen=True, kw_only=True)
class ExpertiseRemoved(PersonEvent):
    expertise_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonPlaced(PersonEvent):
    """Somebody got another department, place, function or manager."""

    department_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class OnboardingFinished(PersonEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class PersonFollowed(PersonEvent):
    """`account_id` follows `person_id` from now on."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonUnfollowed(PersonEvent):
    person_id: UUID
