"""What all parts of the building of the demo world share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from random import Random
from uuid import UUID

from kring.groups.access import EVERYONE_AUDIENCE, readers_of, viewer_for
from kring.identity.imports import account_with_id
from kring.identity.viewer import Viewer
from kring.transfer.demo.content import World
from kring.transfer.queries import audience_of_group

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Resident:
    """Somebody of the demo world: an account, and where it works; `slug` only for who has a story."""

    id: UUID
    handle: str
    department: str
    slug: str = ""
    cast: str = ""
    is_guest: bool = False


@dataclass(kw_only=True)
class Site:
    """The world under construction; `chance` makes it the same every time."""

    world: World
    now: datetime
    chance: Random
    progress: Progress
    departments: dict[str, UUID] = field(default_factory=dict)
    topics: dict[str, UUID] = field(default_factory=dict)
    residents: list[Resident] = field(default_factory=list)
    groups: dict[str, UUID] = field(default_factory=dict)
    members: dict[str, list[Resident]] = field(default_factory=dict)  # group -> who is in it
    _viewers: dict[UUID, Viewer] = field(default_factory=dict)
    _readers: dict[UUID, list[Resident]] = field(default_factory=dict)

    @cached_property
    def named(self) -> dict[str, Resident]:
        """The people with a story, by slug."""
        return {one.slug: one for one in self.residents if one.slug}

    def within(self, department: str) -> list[Resident]:
        """The colleagues of a department and of the teams in it."""
        slugs = {department}
        for row in self.world.departments:  # parents stand before their teams
            if row.parent in slugs:
                slugs.add(row.slug)
        return [one for one in self.residents if one.department in slugs]

    def viewer(self, resident: Resident) -> Viewer:
        """Somebody as a viewer; asked for only when all groups stand."""
        if resident.id not in self._viewers:
            self._viewers[resident.id] = viewer_for(account_with_id(resident.id))
        return self._viewers[resident.id]

    def audience(self, group: str) -> UUID:
        """The audience of a group, of everyone for an empty word."""
        return audience_of_group(self.groups[group]) if group else EVERYONE_AUDIENCE

    def forget_viewers(self) -> None:
        """Look at everybody anew: memberships changed what they hold."""
        self._viewers.clear()

    def readers(self, audience_id: UUID) -> list[Resident]:
        """Who may read what carries an audience, in a fixed order; the newcomer has read nothing yet."""
        if audience_id not in self._readers:
            ids = set(readers_of(audience_id).values_list("pk", flat=True))
            self._readers[audience_id] = [
                one for one in self.residents if one.id in ids and one.cast not in {"newcomer", "left"}
            ]
        return self._readers[audience_id]
