"""Wanting to know it too, and how far a question is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Max, When

from kring.discussion.actions.follows import follow_thread
from kring.discussion.actions.threads import Draft, raise_version
from kring.discussion.actions.turning import note_offshoot
from kring.discussion.events import ThreadEvent
from kring.discussion.models import AcceptedAnswer, Comment, CommentKind, ItemState, Thread
from kring.discussion.queries.standing import comment_for, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.posts.actions.publishing import publish
from kring.posts.events import AlsoWantedToKnow
from kring.posts.models import AlsoWanted, Kind, Question, QuestionState, Reopening


def ask_from_comment(*, comment_id: UUID, title: str, asker: Viewer, now: datetime) -> Thread:
    """Ask what a comment asks as a question of its own, for the same readers; the comment leads to it.

    Words of somebody else come in as a quotation with the name.
    """
    with transaction.atomic():
        comment = comment_for(asker, comment_id)
        source = comment.source
        if comment.author_id != asker.id:
            quoted = "\n".join(f"> {line}" for line in source.splitlines())
            source = f"{quoted}\n\n{comment.author.name}"
        place = comment.thread
        draft = Draft(Kind.QUESTION, title, source, place.audience_id, place.group_id)
        thread, _text = publish(draft=draft, writer=asker, now=now)
        note_offshoot(comment_id=comment_id, thread_id=thread.pk, noter=asker, now=now)
    return thread


def also_want(*, thread_id: UUID, wanter: Viewer, on: bool, now: datetime) -> None:
    """Say or take back "I want to know this too"; saying it follows the question."""
    with transaction.atomic():
        thread_for(wanter, thread_id)
        question = Question.objects.select_for_update().get(pk=thread_id)
        rows = AlsoWanted.objects.filter(question=question, account=wanter.id)
        if on == rows.exists():
            return
        if on:
            AlsoWanted.objects.create(question=question, account_id=wanter.id, at=now)
            follow_thread(thread_id=thread_id, follower=wanter, now=now)
        else:
            rows.delete()
        question.wanted = F("wanted") + (1 if on else -1)
        question.save(update_fields=["wanted"])
        raise_version(thread_id=thread_id)
        record(AlsoWantedToKnow(thread_id=thread_id, actor_id=wanter.id, at=now))


def refresh_question(event: ThreadEvent) -> None:
    """Let a question's state say what its answers say: chosen, answered or waiting."""
    answers = Comment.objects.filter(
        thread=event.thread_id, kind=CommentKind.ANSWER, state=ItemState.PUBLISHED
    )
    is_solved = AcceptedAnswer.objects.filter(thread=event.thread_id).exists()
    reopened = Reopening.objects.filter(question=event.thread_id).aggregate(at=Max("at"))["at"]
    if reopened and not is_solved:  # what was said before did not help
        answers = answers.filter(created_at__gt=reopened)
    # After a merger answers may be older than the question: those come last.
    older = Case(When(created_at__lt=F("thread__created_at"), then=1), default=0)
    first = answers.order_by(older, "created_at").values_list("created_at", flat=True).first()
    state = QuestionState.ANSWERED if first else QuestionState.OPEN
    if is_solved:
        state = QuestionState.ACCEPTED
    Question.objects.filter(thread=event.thread_id).update(state=state, first_answer_at=first)
