"""What is told about a person, on its way to and from a profile."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ProfileText:
    """What somebody tells about himself; `days` as in "mo,th", `languages` with commas between."""

    function: str = ""
    about: str = ""
    private_about: str = ""
    phone: str = ""
    days: str = ""
    languages: str = ""
    place_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Where somebody works, as the organisation knows it."""

    department_id: UUID | None = None
    place_id: UUID | None = None
    function: str = ""
    manager_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class BroughtProfile:
    """A whole profile from elsewhere; place, function and days stand in `text`."""

    text: ProfileText = field(default_factory=ProfileText)
    department_id: UUID | None = None
    manager_id: UUID | None = None
    face: str = ""
    expertise: tuple[str, ...] = ()
    onboarded_at: datetime | None = None
