"""Comments and answers: reading, placing, changing, choosing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from kring.discussion.actions import answers as choosing
from kring.discussion.actions import comments
from kring.discussion.actions.attachments import attach_files
from kring.discussion.actions.previews import remove_preview
from kring.discussion.actions.reactions import react
from kring.discussion.actions.turning import turn_comment
from kring.discussion.models import ReactionKind
from kring.discussion.queries.attachments import FileCard
from kring.discussion.queries.conversation import CommentView, conversation
from kring.discussion.queries.history import history
from kring.discussion.queries.standing import comment_for, thread_for
from kring.discussion.rules import may_attach
from kring.discussion.web.forms import CommentEditForm, CommentForm
from kring.discussion.web.warnings import warnings_about
from kring.identity.api import (
    NOTHING,
    PLAIN,
    READ,
    WRITE,
    After,
    Key,
    Strict,
    Switch,
    answers,
    following,
    once_each,
    position,
    valid,
)
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.kit.cursor import Cursor
from kring.kit.ids import new_id
from kring.kit.markup import SOURCE_LIMIT
from kring.people.api import Person

router = Router(tags=["comments"])
PAGE = 50


class Turned(Strict):
    """What a comment under a question becomes."""

    kind: Literal["comment", "answer"]


class Reactions(Schema):
    """Counts by kind, and the caller's own; empty for none."""

    counts: dict[str, int]
    mine: str


class File(Schema):
    """A file beside a text; measures in pixels, size in bytes. `state` is "clean" once it may be opened."""

    id: UUID
    name: str
    kind: str
    size: int
    width: int
    height: int
    alt: str
    decorative: bool
    state: str


class Comment(Schema):
    """A comment or answer; of one that was taken away, while a reply hangs under it, the text is empty."""

    id: UUID
    kind: str
    author: Person
    html: str
    source: str
    credit: str
    created_at: datetime
    edited_at: datetime | None
    reactions: Reactions
    parent_id: UUID | None
    led_to: tuple[UUID, str] | None
    files: list[File] = []


class PlacedComment(Comment):
    """A comment that was just placed or changed, with reasons to look at it once more."""

    warnings: list[str]


class Comments(Schema):
    """One page of a conversation, oldest first; `next` starts the page after it."""

    items: list[Comment]
    next: str | None


class NewComment(Strict):
    """A comment, or an answer to a question; Markdown."""

    source: str = Field(max_length=SOURCE_LIMIT, pattern=PLAIN)
    kind: Literal["comment", "answer"] = "comment"
    parent: UUID | None = None
    attachments: list[UUID] = []


class ChangedComment(Strict):
    """Another text, and waiting files to add; `minor` for a small correction."""

    source: str = Field(max_length=SOURCE_LIMIT, pattern=PLAIN)
    attachments: list[UUID] = []
    minor: bool = Field(default=False, strict=True)


class Reaction(Strict):
    """One of the five words, or null to take it back."""

    kind: ReactionKind | None


class Earlier(Schema):
    """A text as it was until `at`."""

    title: str
    html: str
    at: datetime
    by: str


def comment_told(view: CommentView, files: tuple[FileCard, ...] = ()) -> dict[str, Any]:
    """A comment as an answer holds it."""
    names = [name for name in Comment.model_fields if name != "files"]
    return {name: getattr(view, name) for name in names} | {"files": files}


def _flat(comments: tuple[CommentView, ...]) -> Iterator[CommentView]:
    for one in comments:
        yield one
        yield from one.replies


@router.get(
    "threads/{uuid:thread_id}/comments", response=answers(Comments), auth=READ, url_name="api-comments"
)
def list_comments(request: HttpRequest, thread_id: UUID, after: After = "") -> Any:
    """What was said in a conversation, oldest first, replies among the rest."""
    talk, cursor = conversation(viewer_of(request), thread_id), position(after)
    found = sorted(_flat(talk.answers + talk.comments), key=lambda one: (one.created_at, one.id))
    if cursor:
        found = [one for one in found if (one.created_at, one.id) > (cursor.act, cursor.id)]
    page = found[:PAGE]
    last = Cursor(page[-1].created_at, page[-1].id) if len(found) > PAGE else None
    items = [comment_told(one, talk.files.get(one.id, ())) for one in page]
    return {"items": items, "next": following(last)}


@router.post(
    "threads/{uuid:thread_id}/comments",
    response=answers(PlacedComment, 201),
    auth=WRITE,
    url_name="api-comments",
)
def add_comment(request: HttpRequest, thread_id: UUID, told: NewComment, key: Key) -> Any:
    """Place a comment or answer."""
    viewer = viewer_of(request)
    thread_for(viewer, thread_id)
    filled = valid(CommentForm({**told.model_dump(), "key": new_id()})).cleaned_data

    def act() -> str:
        require(may_attach(len(told.attachments)))
        words = {"source": filled["source"], "kind": filled["kind"], "parent_id": filled["parent"]}
        row, _text = comments.write_comment(thread_id=thread_id, writer=viewer, now=utcnow(), **words)
        attach_files(thread_id=thread_id, comment_id=row.pk, ids=told.attachments, owner=viewer)
        return str(row.pk)

    return Status(201, _placed(request, UUID(once_each(request, key, act))))


def _placed(request: HttpRequest, comment_id: UUID) -> dict[str, Any]:
    viewer = viewer_of(request)
    row = comment_for(viewer, comment_id)
    warned = warnings_about(viewer, row.source, row.thread.audience_id)
    return {**_told(request, comment_id), "warnings": list(warned)}


def _told(request: HttpRequest, comment_id: UUID) -> dict[str, Any]:
    viewer = viewer_of(request)
    talk = conversation(viewer, comment_for(viewer, comment_id).thread_id)
    for one in _flat(talk.answers + talk.comments):
        if one.id == comment_id:
            return comment_told(one, talk.files.get(one.id, ()))
    raise Unseen


@router.get("comments/{uuid:comment_id}", response=answers(Comment), auth=READ, url_name="api-comment")
def read_comment(request: HttpRequest, comment_id: UUID) -> Any:
    """One comment or answer."""
    return _told(request, comment_id)


@router.patch(
    "comments/{uuid:comment_id}", response=answers(PlacedComment), auth=WRITE, url_name="api-comment"
)
def change_comment(request: HttpRequest, comment_id: UUID, told: ChangedComment) -> Any:
    """Change a comment; readers can see what it said before."""
    viewer = viewer_of(request)
    comment_for(viewer, comment_id)
    filled = {**valid(CommentEditForm(told.model_dump())).cleaned_data, "files": tuple(told.attachments)}
    comments.edit_comment(comment_id=comment_id, editor=viewer, now=utcnow(), **filled)
    return _placed(request, comment_id)


@router.post(
    "comments/{uuid:comment_id}/preview/removal",
    response=NOTHING,
    auth=WRITE,
    url_name="api-comment-preview-removal",
)
def remove_comment_preview(request: HttpRequest, comment_id: UUID) -> Any:
    """Take the preview of a page elsewhere away from a comment; the link stays."""
    remove_preview(text_id=comment_id, remover=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post(
    "comments/{uuid:comment_id}/removal", response=NOTHING, auth=WRITE, url_name="api-comment-removal"
)
def remove_comment(request: HttpRequest, comment_id: UUID) -> Any:
    """Take a comment away; it can come back for thirty days."""
    comments.delete_comment(comment_id=comment_id, remover=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.put("comments/{uuid:comment_id}/kind", response=NOTHING, auth=WRITE, url_name="api-comment-kind")
def turn(request: HttpRequest, comment_id: UUID, told: Turned) -> Any:
    """Make an answer of a comment, or the other way round."""
    turn_comment(comment_id=comment_id, kind=told.kind, turner=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post("comments/{uuid:comment_id}/return", response=NOTHING, auth=WRITE, url_name="api-comment-return")
def return_comment(request: HttpRequest, comment_id: UUID) -> Any:
    """Bring a comment back."""
    comments.restore_comment(comment_id=comment_id, restorer=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.put(
    "comments/{uuid:comment_id}/reaction", response=NOTHING, auth=WRITE, url_name="api-comment-reaction"
)
def react_to_comment(request: HttpRequest, comment_id: UUID, told: Reaction) -> Any:
    """Say one of the five words about a comment, or take it back."""
    viewer = viewer_of(request)
    thread_id = comment_for(viewer, comment_id).thread_id
    set_reaction(request, thread_id, comment_id, told)
    return Status(204, None)


def set_reaction(request: HttpRequest, thread_id: UUID, comment_id: UUID | None, told: Reaction) -> None:
    """Say one of the five words, or take it back."""
    what = {"thread_id": thread_id, "comment_id": comment_id, "kind": told.kind or ""}
    react(**what, reactor=viewer_of(request), now=utcnow())  # type: ignore[arg-type]


@router.put("comments/{uuid:comment_id}/acceptance", response=NOTHING, auth=WRITE, url_name="api-acceptance")
def accept(request: HttpRequest, comment_id: UUID, wanted: Switch) -> Any:
    """Choose the answer that helped, or take the choice back."""
    viewer = viewer_of(request)
    thread_id = comment_for(viewer, comment_id).thread_id
    if wanted.on:
        choosing.accept_answer(comment_id=comment_id, chooser=viewer, now=utcnow())
    else:
        choosing.withdraw_answer(thread_id=thread_id, chooser=viewer, now=utcnow())
    return Status(204, None)


@router.get(
    "comments/{uuid:comment_id}/history",
    response=answers(list[Earlier]),
    auth=READ,
    url_name="api-comment-history",
)
def comment_history(request: HttpRequest, comment_id: UUID) -> Any:
    """What a comment said before, newest first."""
    viewer = viewer_of(request)
    return list(history(viewer, comment_for(viewer, comment_id).thread_id, comment_id))
