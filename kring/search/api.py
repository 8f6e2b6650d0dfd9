"""The API on search: conversations, groups, topics, and people for keys that may look them up."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from kring.identity.api import READ, Slug, Strict, Word, answers
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.search import queries
from kring.search.queries import Narrowed, Search
from kring.search.queries.asked import KINDS, MOST, STEP

router = Router(tags=["search"])
Kind = Literal["", "question", "message", "idea", "poll", "praise", "showcase", "comment", "group", "topic"]


class Found(Schema):
    """A passage; `comment_id` when it stands in a comment."""

    kind: str
    thread_id: UUID
    comment_id: UUID | None
    title: str
    passage: str
    author: str
    at: datetime
    accepted: bool

    @staticmethod
    def resolve_passage(obj: Any) -> str:
        """The words around the matches."""
        return "".join(text for text, _matches in obj.pieces)


class FoundName(Schema):
    """A group or topic."""

    slug: str
    name: str


class Results(Schema):
    """What was found. `loose` when nothing has all the words; `has_more` when `shown` cut the list."""

    texts: list[Found]
    groups: list[FoundName]
    topics: list[FoundName]
    counts: dict[str, int]
    loose: bool
    has_more: bool

    @staticmethod
    def resolve_counts(obj: Any) -> dict[str, int]:
        """How much was found by kind, people aside, in an order that tells nothing else."""
        return {kind: obj.counts[kind] for kind in KINDS if kind in obj.counts and kind != "person"}


class Looked(Strict):
    """What is looked for, and to what it is narrowed."""

    q: Word
    kind: Kind = ""
    period: Literal["", "week", "month", "year"] = ""
    group: Slug = ""
    topic: Slug = ""
    author: Slug = ""
    shown: int = Field(default=STEP, ge=1, le=MOST)


@router.get("search", response=answers(Results), auth=READ, url_name="api-search")
def search(request: HttpRequest, asked: Query[Looked]) -> Any:
    """Everything that the caller may read and know, by words. People are found at `people`."""
    narrowed = Narrowed(asked.period, asked.group, asked.topic, asked.author)
    wanted = Search(" ".join(asked.q.split()), asked.kind, narrowed, asked.shown)
    if not wanted.q:
        return queries.Results(wanted)
    return queries.find(viewer_of(request), wanted, utcnow())


class Alike(Schema):
    """An earlier question; `answer` is the beginning of the answer that was chosen, if one was."""

    id: UUID
    title: str
    at: datetime
    state: str
    answered_by: str
    answer: str
    holds: bool


@router.get("search/similar", response=answers(list[Alike]), auth=READ, url_name="api-similar")
def similar(request: HttpRequest, title: Word) -> Any:
    """At most three earlier questions that the caller may read, most like a title first."""
    return list(queries.similar_threads(viewer_of(request), title))
