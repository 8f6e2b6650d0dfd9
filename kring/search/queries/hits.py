"""What a result shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from kring.people.cards import PersonCard
from kring.search.queries.asked import KINDS, Search

Pieces = tuple[tuple[str, bool], ...]  # text, and whether it matches


@dataclass(frozen=True)
class TextHit:
    """A passage of a question, message or comment, with its matches marked."""

    kind: str
    thread_id: UUID
    comment_id: UUID | None
    accepted: bool
    at: datetime
    title: str
    title_pieces: Pieces
    pieces: Pieces
    author: str
    state: str
    holds: bool
    thanks: int
    group_name: str = ""
    group_kind: str = ""
    member_count: int = 0

    @property
    def url(self) -> str:
        """Where the passage stands."""
        address = reverse("thread", args=[self.thread_id])
        return f"{address}#c-{self.comment_id}" if self.comment_id else address


@dataclass(frozen=True)
class PersonHit:
    """A colleague. `knows` are the subjects that match."""

    person: PersonCard
    told: Pieces
    knows: tuple[Pieces, ...] = ()

    @property
    def ask_url(self) -> str:
        """The composer, with this person named."""
        asked = {"kind": "question", "source": f"@{self.person.handle} "}
        return f"{reverse('compose')}?{urlencode(asked)}"


@dataclass(frozen=True)
class GroupHit:
    """A group, with its purpose; the number of members is None for who does not read it."""

    name: str
    slug: str
    kind: str
    member_count: int | None
    pieces: Pieces


@dataclass(frozen=True)
class TopicHit:
    """A topic, with the line about it."""

    name: str
    slug: str
    pieces: Pieces


@dataclass(frozen=True)
class Facet:
    """One thing that results can be narrowed to. `count` is None where it isn't known."""

    value: str
    text: str
    count: int | None
    chosen: bool = False


@dataclass(frozen=True)
class Results:
    """What was found. With `loose` nothing has all the words; with `capped` numbers are at least so."""

    search: Search
    counts: Mapping[str, int] = field(default_factory=dict)
    people: tuple[PersonHit, ...] = ()
    texts: tuple[TextHit, ...] = ()
    groups: tuple[GroupHit, ...] = ()
    topics: tuple[TopicHit, ...] = ()
    periods: tuple[Facet, ...] = ()
    in_groups: tuple[Facet, ...] = ()
    about: tuple[Facet, ...] = ()
    author: str = ""  # the name of the author to whom the results are narrowed
    has_more: bool = False
    loose: bool = False
    capped: bool = False

    @property
    def total(self) -> int:
        """How much was found of all kinds together."""
        return sum(self.counts.get(kind, 0) for kind in KINDS)

    @property
    def chosen(self) -> TextHit | None:
        """The answer that goes in the box on top: the best result, when that is a chosen answer."""
        best = self.texts[0] if self.texts else None
        return best if best is not None and best.accepted and best.holds and not self.loose else None

    @property
    def others(self) -> tuple[TextHit, ...]:
        """The texts without the one in the box."""
        return self.texts[1:] if self.chosen else self.texts
