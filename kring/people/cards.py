"""The small shape in which a person stands beside a text, in a list, in a pile of faces."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from kring.identity.models import AccountKind

FIELDS = (
    "id",
    "name",
    "first_name",
    "last_name",
    "handle",
    "kind",
    "is_active",
    "profile__face",
    "profile__photo",
    "profile__function",
    "profile__department__name",
)


class PersonCard(NamedTuple):
    """A person as shown beside what he wrote. `face` names a drawn face; a photo goes before it."""

    id: UUID
    name: str
    first_name: str
    handle: str
    initials: str
    face: str = ""
    photo: UUID | None = None
    function: str = ""
    department: str = ""
    is_guest: bool = False
    is_active: bool = True

    @property
    def photo_url(self) -> str | None:
        """Address of the small photo, if the person chose one."""
        return f"/photos/{self.photo}-80.webp" if self.photo else None


def fields(path: str = "") -> tuple[str, ...]:
    """Names for `.values()` that `card` needs; `path` leads to the account ("author__")."""
    return tuple(f"{path}{name}" for name in FIELDS)


def card(row: Mapping[str, Any], path: str = "") -> PersonCard:
    """The card from one row of `.values(*fields(path))`."""
    first, last = row[f"{path}first_name"], row[f"{path}last_name"]
    active = row[f"{path}is_active"]
    return PersonCard(
        id=row[f"{path}id"],
        name=row[f"{path}name"],
        first_name=first,
        handle=row[f"{path}handle"],
        initials=(first[:1] + last[:1]).upper(),
        face=(row[f"{path}profile__face"] or "") if active else "",
        photo=row[f"{path}profile__photo"] if active else None,
        function=(row[f"{path}profile__function"] or "") if active else "",
        department=(row[f"{path}profile__department__name"] or "") if active else "",
        is_guest=row[f"{path}kind"] == AccountKind.GUEST,
        is_active=active,
    )
