"""The API on what is placed: reading one whole item, placing, changing, and what only one kind has."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from kring.discussion.actions.threads import Wording, edit_thread
from kring.discussion.api.comments import File, Reactions
from kring.discussion.queries.attachments import waiting
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.standing import thread_for
from kring.discussion.rules import may_attach, may_edit
from kring.discussion.web.tray import Tray
from kring.discussion.web.warnings import warnings_about
from kring.identity.api import (
    NOTHING,
    PLAIN,
    READ,
    WRITE,
    Flawed,
    Key,
    Moment,
    Slug,
    Strict,
    Switch,
    answers,
    once_each,
    valid,
)
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.kit.ids import new_id
from kring.kit.markup import SOURCE_LIMIT
from kring.people.api import Person
from kring.posts import actions
from kring.posts.cards import IdeaFacts, PollFacts, PraiseFacts
from kring.posts.models import Kind, Stage
from kring.posts.queries import asked, facts_of, made_by
from kring.posts.rules import TITLE_LENGTH, is_choice_complete, may_reply_to_idea
from kring.posts.web.forms import EditForm, PostForm
from kring.posts.web.replies import ReplyForm

router = Router(tags=["conversations"])
Text = Field(default="", max_length=SOURCE_LIMIT, pattern=PLAIN)
Title = Field(default="", max_length=TITLE_LENGTH, pattern=PLAIN)


class Place(Schema):
    """A group."""

    slug: str
    name: str
    kind: str


class Review(Schema):
    """Who sees to the chosen answer, when it is looked at again, and who said last that it holds."""

    owner: str
    months: int
    due_on: date | None
    confirmed_by: str
    confirmed_at: datetime | None


class Asked(Schema):
    """How far a question is; `review` when an answer is chosen that somebody keeps right."""

    state: str
    wanted: int
    i_want: bool
    review: Review | None


class Idea(Schema):
    """How far an idea is."""

    stage: str
    supports: int
    owner: Person | None
    reply_by: date | None
    mine: bool


class Option(Schema):
    """One answer of a poll; votes are 0 as long as the result is not shown."""

    place: int
    text: str
    votes: int
    mine: bool


class Poll(Schema):
    """A poll as the caller sees it."""

    multiple: bool
    anonymous: bool
    ends_at: datetime | None
    over: bool
    voters: int
    voted: bool
    shown: bool
    options: list[Option]


class Praise(Schema):
    """For whom kudos are, and the value in them."""

    receivers: list[Person]
    department: str
    value: str


class Outdated(Schema):
    """That it does not hold any more; `instead` is there for who may read that conversation."""

    reason: str
    by: str
    at: datetime
    link: str
    instead: UUID | None

    @staticmethod
    def resolve_instead(obj: Any) -> UUID | None:
        """The id alone."""
        return obj.instead[0] if obj.instead else None


class Thread(Schema):
    """A conversation without its comments. Of question, idea, poll and praise the one that fits its kind."""

    id: UUID
    kind: str
    title: str
    html: str
    source: str
    author: Person
    credit: str
    created_at: datetime
    edited_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    is_public: bool
    group: Place | None
    topics: list[str]
    reactions: Reactions
    following: bool
    muted: bool
    accepted_id: UUID | None
    is_pinned: bool
    is_kept: bool
    outdated: Outdated | None
    files: list[File]
    question: Asked | None
    idea: Idea | None
    poll: Poll | None
    praise: Praise | None
    made_by: str


class PlacedThread(Thread):
    """A conversation that was just placed or changed, with reasons to look at it once more."""

    warnings: list[str]


class NewThread(Strict):
    """What somebody places: Markdown, for the group whose slug `where` is or else for all colleagues."""

    kind: Kind = Kind.MESSAGE
    title: str = Title
    source: str = Text
    topics: list[Slug] = Field(default=[], max_length=8)
    where: Slug = ""
    attachments: list[UUID] = []
    options: list[str] = Field(default=[], max_length=10)
    multiple: bool = Field(default=False, strict=True)
    anonymous: bool = Field(default=False, strict=True)
    ends_at: Moment | None = None
    to: list[Slug] = Field(default=[], max_length=10)
    department: UUID | None = None
    value: UUID | None = None


class ChangedThread(Strict):
    """A whole new wording, and waiting files to add; `minor` for a small correction."""

    title: str = Title
    source: str = Text
    topics: list[Slug] = Field(default=[], max_length=8)
    attachments: list[UUID] = []
    minor: bool = Field(default=False, strict=True)


class Votes(Strict):
    """What is chosen, by the places of the options."""

    places: list[int] = Field(max_length=10)


class Reply(Strict):
    """An official reply to an idea; `owner` is a handle, `result` an address on the web or in Kring."""

    stage: Stage
    source: str = Field(max_length=SOURCE_LIMIT, pattern=PLAIN)
    owner: Slug = ""
    reply_by: date | None = None
    result: str = Field(default="", max_length=500, pattern=PLAIN)


def _told(viewer: Viewer, thread_id: UUID) -> dict[str, Any]:
    """One conversation as an answer holds it; raises Unseen."""
    talk = conversation(viewer, thread_id)
    thread, facts = talk.thread, facts_of(viewer, thread_id)
    made = {"group", "topics", "files", "question", "idea", "poll", "praise", "made_by"}
    return {name: getattr(thread, name) for name in Thread.model_fields if name not in made} | {
        "group": thread.group,
        "topics": [slug for slug, _name in thread.topics],
        "files": talk.files.get(None, ()),
        "question": asked(viewer, thread_id) if thread.kind == Kind.QUESTION else None,
        "idea": facts if isinstance(facts, IdeaFacts) else None,
        "poll": facts if isinstance(facts, PollFacts) else None,
        "praise": facts if isinstance(facts, PraiseFacts) else None,
        "made_by": made_by(viewer, thread_id) if thread.kind == Kind.SHOWCASE else "",
    }


@router.get("threads/{uuid:thread_id}", response=answers(Thread), auth=READ, url_name="api-thread")
def read_thread(request: HttpRequest, thread_id: UUID) -> Any:
    """One conversation, without its comments."""
    return _told(viewer_of(request), thread_id)


def publish(request: HttpRequest, told: NewThread, key: Key) -> Any:
    """Place a message, question, idea, poll, kudos or showcase."""
    viewer = viewer_of(request)
    form = PostForm(typed(told), viewer=viewer)
    form.tray = Tray(files=waiting(viewer, told.attachments))
    valid(form)
    require(may_attach(len(told.attachments)))

    def placed() -> str:
        thread, _text = actions.place(handed=form.handed(), writer=viewer, now=utcnow())
        return str(thread.pk)

    try:
        pk = UUID(once_each(request, key, placed))
    except Unseen:
        raise not_there() from None
    return Status(201, _placed(viewer, pk, asks=told.kind == Kind.QUESTION))


def not_there() -> Flawed:
    """The refusal of a place that is not, or no longer, the writer's."""
    return Flawed([("where", _("You cannot write there (any more). Choose who reads this."))])


def _placed(viewer: Viewer, thread_id: UUID, *, asks: bool = False) -> dict[str, Any]:
    row = thread_for(viewer, thread_id)
    warned = warnings_about(viewer, f"{row.title}\n{row.source}", row.audience_id, asks=asks)
    return {**_told(viewer, thread_id), "warnings": list(warned)}


def typed(told: NewThread) -> dict[str, Any]:
    """The same as somebody would type it in the composer, so that one form decides for both."""
    ends = timezone.localtime(told.ends_at).strftime("%Y-%m-%dT%H:%M") if told.ends_at else ""
    return {
        **told.model_dump(include={"kind", "title", "source", "where", "multiple", "anonymous"}),
        "topics": " ".join(told.topics),
        "options": "\n".join(told.options),
        "ends_at": ends,
        "to": ", ".join(f"@{handle}" for handle in told.to),
        "department": str(told.department or ""),
        "value": str(told.value or ""),
        "key": new_id(),
    }


@router.patch("threads/{uuid:thread_id}", response=answers(PlacedThread), auth=WRITE, url_name="api-thread")
def change_thread(request: HttpRequest, thread_id: UUID, told: ChangedThread) -> Any:
    """Change a text; readers can see what it said before."""
    viewer = viewer_of(request)
    now_there = conversation(viewer, thread_id).thread
    require(may_edit(viewer, now_there.standing))
    typed = {**told.model_dump(), "topics": " ".join(told.topics)}
    filled = {"title": "", **valid(EditForm(typed, kind=now_there.kind)).cleaned_data}
    minor, wording = filled.pop("minor"), Wording(**filled, files=tuple(told.attachments))
    edit_thread(thread_id=thread_id, wording=wording, editor=viewer, now=utcnow(), minor=minor)
    return _placed(viewer, thread_id)


@router.put("threads/{uuid:thread_id}/support", response=NOTHING, auth=WRITE, url_name="api-idea-support")
def support(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Support an idea, or no longer."""
    viewer = viewer_of(request)
    if not isinstance(facts_of(viewer, thread_id), IdeaFacts):
        raise Unseen
    actions.support_idea(thread_id=thread_id, supporter=viewer, on=wanted.on, now=utcnow())
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/vote", response=NOTHING, auth=WRITE, url_name="api-poll-vote")
def vote(request: HttpRequest, thread_id: UUID, told: Votes) -> Any:
    """Choose one or more options; in an anonymous poll the first vote counts."""
    viewer, chosen = viewer_of(request), set(told.places)
    poll = facts_of(viewer, thread_id)
    if not isinstance(poll, PollFacts):
        raise Unseen
    known = {option.place for option in poll.options}
    if not chosen <= known or not is_choice_complete(len(chosen), multiple=poll.multiple):
        raise Flawed([("places", _("Choose one of the options first."))])
    actions.vote(thread_id=thread_id, places=chosen, voter=viewer, now=utcnow())
    return Status(204, None)


@router.post("threads/{uuid:thread_id}/poll/end", response=NOTHING, auth=WRITE, url_name="api-poll-end")
def end_poll(request: HttpRequest, thread_id: UUID) -> Any:
    """End one's own poll before its time; from then on everybody who reads it sees the result."""
    actions.end_poll(thread_id=thread_id, ender=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post(
    "threads/{uuid:thread_id}/replies", response=answers(Thread, 201), auth=WRITE, url_name="api-idea-replies"
)
def reply(request: HttpRequest, thread_id: UUID, told: Reply, key: Key) -> Any:
    """Give an official reply to an idea."""
    viewer = viewer_of(request)
    if not isinstance(facts_of(viewer, thread_id), IdeaFacts):
        raise Unseen
    require(may_reply_to_idea(viewer, conversation(viewer, thread_id).thread.standing))
    typed = {**told.model_dump(), "owner": f"@{told.owner}" if told.owner else "", "key": new_id()}
    form = valid(ReplyForm(typed, viewer=viewer))

    def act() -> str:
        step = actions.reply_to_idea(thread_id=thread_id, reply=form.reply(), replier=viewer, now=utcnow())
        return str(step.pk)

    once_each(request, key, act)
    return Status(201, _told(viewer, thread_id))
