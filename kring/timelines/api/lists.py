"""The API on lists of conversations: the lanes of one's timeline, and all by place, topic, writer or kind."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime

from kring.discussion.queries.standing import carries_topic
from kring.groups.queries import group_id_of
from kring.identity.api import NOTHING, READ, WRITE, After, Slug, Strict, Word, answers, following, position
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.people.api import Person
from kring.people.queries import person
from kring.posts.api import PlacedThread, publish
from kring.timelines import queries
from kring.timelines.actions import set_dial
from kring.timelines.cards import Card
from kring.timelines.models import Setting
from kring.timelines.queries import Lane
from kring.timelines.rules import Turn
from kring.topics.queries import topic as topic_page

router = Router(tags=["lists"])
Kind = Literal["", "message", "question", "idea", "poll", "praise", "showcase"]
State = Literal["", "open", "answered", "accepted"]


class PlaceOfItem(Schema):
    """The group in which it stands; empty when it is for all colleagues."""

    group_name: str
    group_slug: str
    group_kind: str


class Picture(Schema):
    """A file beside the text; measures in pixels, 0 for what is no picture."""

    id: UUID
    kind: str
    name: str
    alt: str
    width: int
    height: int


class Item(Schema):
    """One conversation in a list. `act` is when something last happened in it."""

    id: UUID
    kind: str
    title: str
    excerpt: str
    author: Person
    place: PlaceOfItem
    topics: list[str]
    created_at: datetime
    edited_at: datetime | None
    act: datetime
    comment_count: int
    answer_count: int
    reactions: dict[str, int]
    my_reaction: str
    i_follow: bool
    i_keep: bool
    question_state: str | None
    files: list[Picture]
    why: str

    @staticmethod
    def resolve_topics(obj: Card) -> list[str]:
        """The slugs."""
        return [slug for _pk, slug in obj.topics]

    @staticmethod
    def resolve_question_state(obj: Card) -> str | None:
        """How far a question is."""
        return obj.question.state if obj.question else None

    @staticmethod
    def resolve_why(obj: Card) -> str:
        """Why it stands in the caller's timeline, in words."""
        return obj.reason.text.replace("{link}", obj.reason.link_text) if obj.reason else ""


class Items(Schema):
    """One page, newest activity first; `next` starts the page after it."""

    items: list[Item]
    next: str | None


class TopicPage(Schema):
    """A topic, and how many follow it. What is said about it: `threads?topic=` and its slug."""

    slug: str
    name: str
    text: str
    followers: int
    is_followed: bool


class Narrowed(Strict):
    """Of one group, topic, writer (by handle), kind, or of questions in one state."""

    group: Slug = ""
    topic: Slug = ""
    author: Slug = ""
    kind: Kind = ""
    state: State = ""


class Filters(Strict):
    """What a lane leaves in, in words as in the address of a page."""

    kind: Kind = ""
    state: State = ""
    group: Word = ""
    topic: Word = ""
    department: Word = ""
    place: Word = ""
    person: Word = ""
    period: Literal["", "day", "week", "month", "year"] = ""
    unread: bool = False


@router.get("timeline", response=answers(Items), auth=READ, url_name="api-timeline")
def timeline(
    request: HttpRequest,
    filters: Query[Filters],
    lane: Literal["mine", "questions", "groups", "all"] = "mine",
    after: After = "",
) -> Any:
    """A lane of the caller's timeline, with filters."""
    return _page(viewer_of(request), Lane(lane, **filters.model_dump()), after)


@router.get("threads", response=answers(Items), auth=READ, url_name="api-threads")
def list_threads(request: HttpRequest, narrowed: Query[Narrowed], after: After = "") -> Any:
    """All conversations that the caller may read."""
    viewer = viewer_of(request)
    group_id = group_id_of(viewer, narrowed.group) if narrowed.group else None
    topic_id = _topic(viewer, narrowed.topic).id if narrowed.topic else None
    author_id = person(viewer, narrowed.author, timezone.localdate()).card.id if narrowed.author else None
    name = "questions" if narrowed.state else "all"
    lane = Lane(name, topic_id, group_id, author_id, narrowed.kind, narrowed.state)
    return _page(viewer, lane, after)


class DialRow(Schema):
    """How much comes by of a topic, group or person (its id), of one kind or ("") of every kind."""

    stream: UUID
    kind: str
    setting: Literal["more", "less", "digest", "not"]
    until: datetime | None
    about: str

    @staticmethod
    def resolve_setting(obj: queries.DialCard) -> str:
        """In small letters."""
        return obj.setting.name.lower()


class TurnedDial(Strict):
    """How a dial is to stand; "normal" puts it back. A dial of a kind everywhere has an id of zeros."""

    stream: UUID
    kind: Kind = ""
    setting: Literal["normal", "more", "less", "digest", "not"]
    until: AwareDatetime | None = None


@router.get("dials", response=answers(list[DialRow]), auth=READ, url_name="api-dials")
def list_dials(request: HttpRequest) -> Any:
    """Of what the caller wants more or less."""
    return list(queries.dials(viewer_of(request), utcnow()))


@router.put("dials", response=NOTHING, auth=WRITE, url_name="api-dials")
def turn_dial(request: HttpRequest, turned: TurnedDial) -> Any:
    """Turn one dial; it holds at once."""
    setting = None if turned.setting == "normal" else Setting[turned.setting.upper()]
    turn = Turn(turned.stream, turned.kind, setting, turned.until)
    set_dial(reader=viewer_of(request), turn=turn, now=utcnow())
    return Status(204, None)


# One address for the list and for what is added to it.
router.post(
    "threads", response=answers(PlacedThread, 201), auth=WRITE, url_name="api-threads", tags=["conversations"]
)(publish)


@router.get("topics/{str:slug}", response=answers(TopicPage), auth=READ, url_name="api-topic")
def topic(request: HttpRequest, slug: Slug) -> Any:
    """One topic that the caller may know."""
    return _topic(viewer_of(request), slug)


def _topic(viewer: Viewer, slug: str) -> Any:
    return topic_page(viewer, slug, carried=lambda pk: carries_topic(viewer, pk))


def _page(viewer: Viewer, lane: Lane, after: str) -> dict[str, Any]:
    page = queries.page(viewer, lane, position(after))
    return {"items": page.cards, "next": following(page.after)}
