"""Letting a solved question wait for an answer again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.discussion.actions.answers import withdraw_answer
from kring.discussion.models import AcceptedAnswer
from kring.discussion.queries.standing import standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.posts.events import QuestionReopened
from kring.posts.models import Kind, Reopening
from kring.posts.rules import may_reopen


def reopen_question(*, thread_id: UUID, opener: Viewer, now: datetime) -> None:
    """Let a solved question wait for an answer again; which answer was chosen stays readable.

    Nothing happens when no answer is chosen. Raises Unseen for another kind, Refused by `may_reopen`.
    """
    with transaction.atomic():
        thread = thread_for(opener, thread_id, lock=True)
        if thread.kind != Kind.QUESTION:
            raise Unseen
        require(may_reopen(opener, standing_of(opener, thread)))
        chosen = AcceptedAnswer.objects.filter(thread=thread).first()
        if chosen is None:
            return
        # Before the choice goes: the state that follows from it looks at this row.
        Reopening.objects.create(
            question_id=thread_id,
            answer_id=chosen.comment_id,
            chosen_by_id=chosen.by_id,
            chosen_at=chosen.at,
            by_id=opener.id,
            at=now,
        )
        withdraw_answer(thread_id=thread_id, chooser=opener, now=now)
        record(QuestionReopened(thread_id=thread_id, actor_id=opener.id, at=now))
