"""The API on what only questions have."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from kring.discussion.queries.standing import comment_for, standing_of, thread_for
from kring.discussion.rules import may_turn
from kring.identity.api import NOTHING, PLAIN, WRITE, Flawed, Key, Strict, Switch, answers, once_each, valid
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.posts import actions
from kring.posts.models import Kind
from kring.posts.queries import asked
from kring.posts.queries.merging import question_to_keep
from kring.posts.rules import TITLE_LENGTH, may_merge
from kring.posts.web.reviews import HOW_OFTEN, ReviewForm, chosen

router = Router(tags=["conversations"])


class Merger(Strict):
    """The question that stays."""

    into: UUID


class Offshoot(Strict):
    """The question in one sentence; the text of the comment comes along."""

    title: str = Field(min_length=1, max_length=TITLE_LENGTH, pattern=PLAIN)


class Made(Schema):
    """What was made."""

    id: UUID


class Looks(Strict):
    """Who sees to the chosen answer (a handle; empty: as it is), and the months between two looks."""

    owner: str = Field(default="", max_length=200, pattern=PLAIN)
    months: int = Field(strict=True, json_schema_extra={"enum": list(HOW_OFTEN)})


@router.put("threads/{uuid:thread_id}/also-wanted", response=NOTHING, auth=WRITE, url_name="api-also-wanted")
def want_to_know(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Say "I want to know this too", or take it back."""
    viewer = viewer_of(request)
    if asked(viewer, thread_id) is None:
        raise Unseen
    actions.also_want(thread_id=thread_id, wanter=viewer, on=wanted.on, now=utcnow())
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/review", response=NOTHING, auth=WRITE, url_name="api-answer-review")
def keep_right(request: HttpRequest, thread_id: UUID, told: Looks) -> Any:
    """Say who sees to the chosen answer, and how often somebody looks at it; 0 months: never."""
    viewer = viewer_of(request)
    thread, _kept = chosen(viewer, thread_id)
    typed = {"owner": f"@{told.owner}" if told.owner else "", "months": told.months}
    filled = valid(ReviewForm(typed, viewer=viewer, audience_id=thread.audience_id)).cleaned_data
    arranged = {"owner_id": filled["owner"], "months": filled["months"]}
    actions.arrange_review(thread_id=thread_id, **arranged, arranger=viewer, now=utcnow())
    return Status(204, None)


@router.post(
    "threads/{uuid:thread_id}/confirmation",
    response=NOTHING,
    auth=WRITE,
    url_name="api-answer-confirmation",
)
def confirm(request: HttpRequest, thread_id: UUID) -> Any:
    """Say that the chosen answer still holds."""
    actions.confirm_answer(thread_id=thread_id, confirmer=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post(
    "threads/{uuid:thread_id}/reopening", response=NOTHING, auth=WRITE, url_name="api-question-reopening"
)
def reopen(request: HttpRequest, thread_id: UUID) -> Any:
    """Let a solved question wait for an answer again; what was chosen stays readable."""
    actions.reopen_question(thread_id=thread_id, opener=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post("threads/{uuid:thread_id}/merger", response=NOTHING, auth=WRITE, url_name="api-thread-merger")
def merge(request: HttpRequest, thread_id: UUID, told: Merger) -> Any:
    """Let a question go into another one, with answers and followers."""
    viewer = viewer_of(request)
    thread = thread_for(viewer, thread_id)
    if thread.kind != Kind.QUESTION:
        raise Unseen
    require(may_merge(viewer, standing_of(viewer, thread)))
    try:
        kept = question_to_keep(viewer, thread_id, told.into)
    except Unseen:
        sentence = _("That question is not there (any more). Choose another one.")
        raise Flawed([("into", sentence)]) from None
    if not kept.verdict:
        raise Flawed([("into", str(kept.verdict.reason))])
    actions.merge_questions(thread_id=thread_id, into_id=told.into, merger=viewer, now=utcnow())
    return Status(204, None)


@router.post(
    "comments/{uuid:comment_id}/question",
    response=answers(Made, 201),
    auth=WRITE,
    url_name="api-comment-question",
)
def ask(request: HttpRequest, comment_id: UUID, told: Offshoot, key: Key) -> Any:
    """Ask what a comment asks as a question of its own."""
    viewer = viewer_of(request)
    comment = comment_for(viewer, comment_id)
    require(may_turn(viewer, standing_of(viewer, comment.thread, comment.author_id)))

    def act() -> str:
        now = utcnow()
        return str(
            actions.ask_from_comment(comment_id=comment_id, title=told.title, asker=viewer, now=now).pk
        )

    return Status(201, {"id": UUID(once_each(request, key, act))})
