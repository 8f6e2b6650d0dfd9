"""The words of the demo world, read from the TOML files beside this module."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parent / "content"
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Department:
    slug: str
    name: str
    parent: str
    text: str
    size: int
    functions: tuple[str, ...]
    expertise: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a story of their own; `cast` names the part in tests and sign-ins."""

    slug: str
    first: str
    prefix: str
    last: str
    department: str
    function: str
    place: str
    face: str
    about: str
    private: str
    days: str
    kind: str
    expertise: tuple[str, ...]
    languages: tuple[str, ...]
    cast: str = ""
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    slug: str
    name: str
    kind: str
    purpose: str
    welcome: str
    size: int
    owners: tuple[str, ...]
    departments: tuple[str, ...]
    topics: tuple[str, ...]
    members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Topic:
    slug: str
    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A text below another; `after` is in hours since the thread began."""

    author: str
    body: str
    after: float
    reactions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Comment(Reply):
    kind: str
    accepted: bool = False
    reply: tuple[Reply, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A conversation that began `day` days ago at `hour` ("9.40"); `where` is "everyone" or a group."""

    kind: str
    author: str
    where: str
    title: str
    body: str
    day: int
    hour: str
    topics: tuple[str, ...]
    reactions: dict[str, int] = field(default_factory=dict)
    also_wanted: int = 0
    comment: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class World:
    """Everything that is written about the made-up municipality."""

    departments: tuple[Department, ...]
    places: tuple[str, ...]
    people: tuple[Person, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    faces: dict[str, tuple[str, ...]]  # first name -> the drawings that suit it
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    threads: tuple[Thread, ...]
    kinds: dict[str, Any]  # ideas, polls, kudos and drafts as they stand in their file

    @cached_property
    def by_slug(self) -> dict[str, Person]:
        """The people with a story, by slug."""
        return {person.slug: person for person in self.people}


def read_world(folder: Path = FOLDER) -> World:
    """Read all files. Raises TypeError for a word in them that nobody knows, so that a slip is found."""
    organisation, people = _read(folder, "organisation"), _read(folder, "people")
    looks = _read(folder, "faces")["look"]
    files = sorted(folder.glob("conversations-*.toml"))
    return World(
        departments=tuple(_made(Department, row) for row in organisation["department"]),
        places=tuple(organisation["places"]),
        people=tuple(_made(Person, row) for row in people["person"]),
        first_names=tuple(people["names"]["first"]),
        last_names=tuple(people["names"]["last"]),
        faces={name: tuple(look["faces"]) for look in looks for name in look["names"]},
        groups=tuple(_made(Group, row) for row in _read(folder, "groups")["group"]),
        topics=tuple(_made(Topic, row) for row in _read(folder, "topics")["topic"]),
        threads=tuple(thread for path in files for thread in _threads(_read(folder, path.stem))),
        kinds=_read(folder, "kinds"),
    )


def _read(folder: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))


def _threads(rows: dict[str, Any]) -> Iterator[Thread]:
    for row in rows["thread"]:
        comments = []
        for comment in row.get("comment", ()):
            replies = tuple(_made(Reply, reply) for reply in comment.get("reply", ()))
            comments.append(_made(Comment, comment | {"reply": replies}))
        yield _made(Thread, row | {"comment": comments})


def _made(kind: type[T], row: dict[str, Any]) -> T:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if strange := row.keys() - known:
        raise TypeError(f"{kind.__name__} {row.get('slug') or row.get('title')}: {', '.join(strange)}")
    tidy = {
        name: tuple(value) if isinstance(value, list) else value.strip() if isinstance(value, str) else value
        for name, value in row.items()
    }
    return kind(**tidy)
