"""Publishing what needs no more than words: a message, question, idea or showcase."""

from datetime import datetime

from django.db import transaction

from kring.discussion.actions.texts import Prepared
from kring.discussion.actions.threads import Draft, open_thread
from kring.discussion.models import Thread
from kring.groups.access import is_archived
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require
from kring.posts import rules
from kring.posts.events import IdeaPlaced, MessagePublished, QuestionAsked, ShowcasePlaced
from kring.posts.models import Idea, Kind, Question, Showcase


def publish(*, draft: Draft, writer: Viewer, now: datetime, quiet: bool = False) -> tuple[Thread, Prepared]:
    """Place a message, question, idea or showcase for its audience.

    `quiet` is for history taken over from elsewhere. Returns the thread and the prepared text, whose
    `unreached` names who was mentioned in vain.
    """
    kind = Kind(draft.kind)
    with transaction.atomic():
        thread, text = open_kind(draft=draft, writer=writer, now=now, quiet=quiet)
        if kind == Kind.QUESTION:
            Question.objects.create(thread=thread)
            record(QuestionAsked(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
        elif kind == Kind.IDEA:
            Idea.objects.create(thread=thread)
            record(IdeaPlaced(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
        elif kind == Kind.SHOWCASE:
            Showcase.objects.create(thread=thread, department_id=writer.department_id)
            record(ShowcasePlaced(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
        else:
            record(MessagePublished(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
    return thread, text


def open_kind(*, draft: Draft, writer: Viewer, now: datetime, quiet: bool) -> tuple[Thread, Prepared]:
    """The thread of any kind, where the place takes one; the action of the kind records its own event."""
    require(rules.may_publish(archived=is_archived(draft.group_id)))
    return open_thread(draft=draft, writer=writer, now=now, quiet=quiet)
