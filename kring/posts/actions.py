"""Publishing a message, asking a question, wanting to know it too."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion.actions.follows import follow_thread
from kring.discussion.actions.texts import Prepared
from kring.discussion.actions.threads import Draft, open_thread, raise_version
from kring.discussion.events import ThreadEvent
from kring.discussion.models import AcceptedAnswer, Comment, CommentKind, ItemState, Thread
from kring.discussion.queries.standing import thread_for
from kring.groups.access import is_archived
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require
from kring.posts import rules
from kring.posts.events import AlsoWantedToKnow, MessagePublished, QuestionAsked, ShowcasePlaced
from kring.posts.models import AlsoWanted, Kind, Question, QuestionState, Showcase


def publish(*, draft: Draft, writer: Viewer, now: datetime, quiet: bool = False) -> tuple[Thread, Prepared]:
    """Place a message or question for its audience. `quiet` is for history taken over from elsewhere.

    Returns the thread and the prepared text, whose `unreached` names who was mentioned in vain.
    """
    kind = Kind(draft.kind)
    with transaction.atomic():
        require(rules.may_publish(archived=is_archived(draft.group_id)))
        thread, text = open_thread(draft=draft, writer=writer, now=now, quiet=quiet)
        if kind == Kind.QUESTION:
            Question.objects.create(thread=thread)
            record(QuestionAsked(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
        elif kind == Kind.SHOWCASE:
            Showcase.objects.create(thread=thread, department_id=writer.department_id)
            record(ShowcasePlaced(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
        else:
            record(MessagePublished(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
    return thread, text


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
    first = answers.order_by("created_at").values_list("created_at", flat=True).first()
    if AcceptedAnswer.objects.filter(thread=event.thread_id).exists():
        state = QuestionState.ACCEPTED
    else:
        state = QuestionState.ANSWERED if first else QuestionState.OPEN
    Question.objects.filter(thread=event.thread_id).update(state=state, first_answer_at=first)
