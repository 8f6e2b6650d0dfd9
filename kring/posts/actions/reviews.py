"""Keeping chosen answers right: who sees to one, and looking at it again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from kring.discussion.events import AnswerAccepted
from kring.discussion.models import AcceptedAnswer, Thread
from kring.discussion.queries.standing import standing_of, thread_for
from kring.groups.access import may_read
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, Unseen, require
from kring.posts.events import AnswerConfirmed, AnswerDue, ReviewArranged
from kring.posts.models import AnswerReview
from kring.posts.rules import MONTHS_AT_FIRST, may_review


def begin_review(event: AnswerAccepted) -> None:
    """Whoever gave the answer that was chosen sees to it; in a year somebody looks at it again."""
    if not event.quiet:
        chosen = AcceptedAnswer.objects.select_related("comment").get(pk=event.thread_id)
        fresh = _fresh(chosen, event.at)
        AnswerReview.objects.update_or_create(chosen=chosen, defaults=fresh)


def arrange_review(
    *, thread_id: UUID, owner_id: UUID | None, months: int, arranger: Viewer, now: datetime
) -> None:
    """Say who sees to the chosen answer (None: as it is), and how often it is looked at (0: never).

    Raises Unseen when no answer is chosen, Refused by `may_review` or when that colleague cannot read it.
    """
    with transaction.atomic():
        thread, review = _review_for(arranger, thread_id, now)
        if owner_id and not may_read([owner_id], thread.audience_id):
            raise Refused(_("This colleague cannot read the question. Choose somebody else."))
        review.owner_id, review.months = owner_id or review.owner_id, months
        review.due_on = _next_look(now, months)
        review.save()
        record(ReviewArranged(thread_id=thread_id, actor_id=arranger.id, at=now))


def confirm_answer(*, thread_id: UUID, confirmer: Viewer, now: datetime) -> None:
    """Say that the chosen answer still holds: it shows who said so, and waits for its next look.

    Raises Unseen when no answer is chosen, Refused by `may_review`.
    """
    with transaction.atomic():
        _thread, review = _review_for(confirmer, thread_id, now)
        review.confirmed_by_id, review.confirmed_at = confirmer.id, now
        review.due_on = _next_look(now, review.months)
        review.save()
        record(AnswerConfirmed(thread_id=thread_id, actor_id=confirmer.id, at=now))


def ask_for_looks(*, now: datetime) -> None:
    """Let it be known of each answer whose day has come, once for that day."""
    with transaction.atomic():
        asked = Q(asked_on__isnull=True) | ~Q(asked_on=F("due_on"))
        due = AnswerReview.objects.filter(asked, due_on__lte=now.date()).select_for_update(of=("self",))
        for review in due.select_related("chosen__thread"):
            review.asked_on = review.due_on
            review.save(update_fields=["asked_on"])
            first = review.owner_id or review.chosen.thread.author_id
            record(AnswerDue(thread_id=review.chosen_id, actor_id=first, at=now))


def _review_for(viewer: Viewer, thread_id: UUID, now: datetime) -> tuple[Thread, AnswerReview]:
    """The review of the chosen answer, made when there was none: answers from elsewhere have none."""
    thread = thread_for(viewer, thread_id, lock=True)
    chosen = AcceptedAnswer.objects.select_related("comment").filter(thread=thread).first()
    if chosen is None:
        raise Unseen
    review = AnswerReview.objects.filter(chosen=chosen).first()
    owner_id = review.owner_id if review else chosen.comment.author_id
    require(may_review(viewer, standing_of(viewer, thread), owner_id))
    return thread, review or AnswerReview(chosen=chosen, **_fresh(chosen, now))


def _fresh(chosen: AcceptedAnswer, now: datetime) -> dict[str, object]:
    return {
        "owner_id": chosen.comment.author_id,
        "months": MONTHS_AT_FIRST,
        "due_on": _next_look(now, MONTHS_AT_FIRST),
        "asked_on": None,
        "confirmed_by_id": None,
        "confirmed_at": None,
    }


def _next_look(now: datetime, months: int) -> date | None:
    return now.date() + timedelta(days=months * 365 // 12) if months else None
