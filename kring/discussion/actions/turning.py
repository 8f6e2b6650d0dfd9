"""Making an answer of a comment, a comment of an answer, and noting that a question came out of one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.discussion import rules
from kring.discussion.events import AnswerWithdrawn, CommentChanged
from kring.discussion.models import AcceptedAnswer, CommentKind, Offshoot, Thread
from kring.discussion.queries.standing import comment_for, standing_of
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, require

_COUNTER = {CommentKind.ANSWER: "answer_count", CommentKind.COMMENT: "comment_count"}


def turn_comment(*, comment_id: UUID, kind: str, turner: Viewer, now: datetime) -> UUID:
    """Make a comment an answer or an answer a comment; returns the id of its thread.

    A reply becomes an answer of its own. A chosen answer that becomes a comment is chosen no longer.
    """
    new = CommentKind(kind)
    with transaction.atomic():
        comment = comment_for(turner, comment_id, lock=True)
        require(rules.may_turn(turner, standing_of(turner, comment.thread, comment.author_id)))
        if comment.thread.kind != "question":
            raise Refused(_("Only a question has answers."))
        if comment.kind == new:
            return comment.thread_id
        counts = {_COUNTER[CommentKind(comment.kind)]: -1, _COUNTER[new]: 1}
        comment.kind, comment.parent = new, None
        comment.save(update_fields=["kind", "parent"])
        changes = {name: F(name) + by for name, by in counts.items()}
        Thread.objects.filter(pk=comment.thread_id).update(version=F("version") + 1, **changes)
        thread_id = comment.thread_id
        if AcceptedAnswer.objects.filter(comment=comment).delete()[0]:
            record(AnswerWithdrawn(thread_id=thread_id, comment_id=comment_id, actor_id=turner.id, at=now))
        record(CommentChanged(thread_id=thread_id, comment_id=comment_id, actor_id=turner.id, at=now))
    return thread_id


def note_offshoot(*, comment_id: UUID, thread_id: UUID, noter: Viewer, now: datetime) -> None:
    """Leave a line at a comment that a question came out of it; a newer one replaces it.

    Called by the action that asks that question, inside its transaction.
    """
    comment = comment_for(noter, comment_id, lock=True)
    require(rules.may_turn(noter, standing_of(noter, comment.thread, comment.author_id)))
    Offshoot.objects.update_or_create(
        comment=comment, defaults={"thread_id": thread_id, "by_id": noter.id, "at": now}
    )
