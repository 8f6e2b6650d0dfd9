"""Putting a question together with the same one asked before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion.actions.merging import merge_thread
from kring.discussion.models import Thread
from kring.discussion.queries.standing import standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require
from kring.posts import rules
from kring.posts.events import QuestionsMerged
from kring.posts.models import AlsoWanted, AnswerReview, IdeaStep, Question, Reference, Reopening
from kring.posts.queries.merging import fits


def merge_questions(*, thread_id: UUID, into_id: UUID, merger: Viewer, now: datetime) -> None:
    """Let a question go into another one, with answers, followers and all that hangs under it.

    Raises Refused with the reason when that other one is not fit for it, Unseen when it is not there.
    """
    with transaction.atomic():
        # Always the smaller id first, so that two people who merge both ways do not wait for each other.
        both = {pk: thread_for(merger, pk, lock=True) for pk in sorted({thread_id, into_id})}
        thread, kept = both[thread_id], both[into_id]
        require(rules.may_merge(merger, standing_of(merger, thread)))
        require(fits(merger, thread, kept))
        merge_thread(thread=thread, kept=kept, merger=merger, now=now)
        _move_wishes(thread_id, into_id)
        Reopening.objects.filter(question=thread_id).update(question=into_id)
        AnswerReview.objects.filter(chosen=thread_id).update(chosen=into_id)  # its answer moved along
        IdeaStep.objects.filter(result_thread=thread_id).update(result_thread=into_id)
        _move_references(thread_id, kept)
        record(QuestionsMerged(thread_id=into_id, merged_id=thread_id, actor_id=merger.id, at=now))


def _move_references(thread_id: UUID, kept: Thread) -> None:
    """Where the one was shared the other is now, unless it stands there already."""
    there = Reference.objects.filter(thread=kept.pk).values("group")
    rows = Reference.objects.filter(thread=thread_id)
    rows.exclude(group__in=there).exclude(group=kept.group_id).update(thread=kept.pk)
    rows.delete()


def _move_wishes(thread_id: UUID, into_id: UUID) -> None:
    """Who also wanted to know the one wants to know the other, once; who asked that knows it already."""
    there = AlsoWanted.objects.filter(question=into_id).values("account")
    rows = AlsoWanted.objects.filter(question=thread_id)
    moved = rows.exclude(account__in=there).update(question=into_id)
    rows.delete()
    Question.objects.filter(pk=into_id).update(wanted=F("wanted") + moved)
