"""What an archive holds, as typed records; the readers of both shapes of a dump make these."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is counted in a report, in its order."""

    PERSON = "person"
    TOPIC = "topic"
    QUESTION = "question"
    ANSWER = "answer"
    COMMENT = "comment"
    ACCEPTED = "accepted"
    VOTE = "vote"
    TAG_TEXT = "tag_text"
    LINK = "link"
    BADGE = "badge"
    OTHER = "other"


class Reason(StrEnum):
    """Why something was not taken over."""

    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"
    ORPHAN = "orphan"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    SYSTEM = "system"
    NAMELESS = "nameless"
    NOT_OURS = "not_ours"
    NEGATIVE = "negative"
    BOOKMARK = "bookmark"
    NO_PLACE = "no_place"
    LATER = "later"


class Flaw(StrEnum):
    """What is wrong with a row that cannot be read."""

    NOT_A_ROW = "not_a_row"
    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_MOMENT = "not_a_moment"
    NOT_TEXT = "not_text"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Where:
    """A line of a file of the archive."""

    file: str
    line: int


@dataclass(frozen=True)
class Unreadable:
    """A row that could not be read, and why; it counts under `kind`."""

    kind: Kind
    where: Where
    flaw: Flaw
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every record has; `where` says nothing about it, so it counts in no comparison or digest."""

    where: Where = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Person(Row):
    """An account elsewhere; `about` is HTML."""

    key: int
    name: str
    created: datetime
    location: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Tag(Row):
    """A topic; `excerpt` is the number of the post that describes it, 0 when not told."""

    name: str
    excerpt: int


@dataclass(frozen=True, kw_only=True)
class Written(Row):
    """What posts and comments share. `owner` is 0 for an account that was removed."""

    key: int
    created: datetime
    score: int
    owner: int
    owner_name: str
    licence: str

    @property
    def author(self) -> str:
        """The key of the writer, also of one whose account was removed there."""
        return str(self.owner) if self.owner else f"name:{self.owner_name}"


@dataclass(frozen=True, kw_only=True)
class Post(Written):
    """A question, answer or text about a tag; `body` is HTML, `parent` and `accepted` are 0 for none."""

    kind: Kind
    parent: int
    accepted: int
    title: str
    tags: tuple[str, ...]
    closed: datetime | None
    body: str


@dataclass(frozen=True, kw_only=True)
class Remark(Written):
    """A comment under a post; `text` is light Markdown."""

    post: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Vote(Row):
    """A vote on a post; `type` is "up", "accepted", "favorite" or another word. Nobody's name is read."""

    post: int
    type: str
    day: date | None


@dataclass(frozen=True, kw_only=True)
class Other(Row):
    """A row that is only counted."""

    kind: Kind


Record = Person | Tag | Post | Remark | Vote | Other
Records = Iterator[Record | Unreadable]
