"""Choosing the answer that helped."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.discussion import rules
from kring.discussion.events import AnswerAccepted, AnswerWithdrawn
from kring.discussion.models import AcceptedAnswer, CommentKind, Thread
from kring.discussion.queries.standing import comment_for, standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, require


def accept_answer(*, comment_id: UUID, chooser: Viewer, now: datetime) -> None:
    """Make this the answer that helped; a choice before is replaced. Shows who chose it."""
    with transaction.atomic():
        comment = comment_for(chooser, comment_id, lock=True)
        require(rules.may_accept(chooser, standing_of(chooser, comment.thread)))
        if comment.kind != CommentKind.ANSWER:
            raise Refused(_("Only an answer can be chosen."))
        AcceptedAnswer.objects.update_or_create(
            thread=comment.thread, defaults={"comment": comment, "by_id": chooser.id, "at": now}
        )
        Thread.objects.filter(pk=comment.thread_id).update(version=F("version") + 1)
        record(
            AnswerAccepted(thread_id=comment.thread_id, comment_id=comment.pk, actor_id=chooser.id, at=now)
        )


def withdraw_answer(*, thread_id: UUID, chooser: Viewer, now: datetime) -> None:
    """Take the choice back: the question waits again."""
    with transaction.atomic():
        thread = thread_for(chooser, thread_id, lock=True)
        require(rules.may_accept(chooser, standing_of(chooser, thread)))
        chosen = AcceptedAnswer.objects.filter(thread=thread).first()
        if chosen is None:
            return
        comment_id = chosen.comment_id
        chosen.delete()
        Thread.objects.filter(pk=thread.pk).update(version=F("version") + 1)
        record(AnswerWithdrawn(thread_id=thread.pk, comment_id=comment_id, actor_id=chooser.id, at=now))
