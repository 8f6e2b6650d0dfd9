"""Reactions to events: each tells people, unless the event is history taken over from elsewhere."""

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from kring.discussion.events import AnswerAccepted, CommentWritten, ThreadEvent, ThreadReported
from kring.kit.clock import utcnow
from kring.notifications import actions
from kring.notifications.actions import News
from kring.posts.events import AnswerDue, DraftHeld, IdeaReplied, QuestionsMerged


def tell_of_thread(event: ThreadEvent) -> None:
    """Somebody placed a thread."""
    if not event.quiet:
        actions.tell_of_thread(news=_news(event))


def tell_of_comment(event: CommentWritten) -> None:
    """Somebody wrote a comment or answer."""
    if not event.quiet:
        actions.tell_of_comment(news=_news(event, event.comment_id))


def tell_of_acceptance(event: AnswerAccepted) -> None:
    """Somebody chose the answer that helped."""
    if not event.quiet:
        actions.tell_of_acceptance(news=_news(event, event.comment_id))


def tell_of_praise(event: ThreadEvent) -> None:
    """Somebody gave kudos."""
    if not event.quiet:
        actions.tell_of_praise(news=_news(event))


def tell_of_reply(event: IdeaReplied) -> None:
    """An idea got an official reply."""
    if not event.quiet:
        actions.tell_of_reply(news=_news(event))


def tell_of_merger(event: QuestionsMerged) -> None:
    """A question went into another one."""
    if not event.quiet:
        actions.tell_of_merger(news=_news(event), merged_id=event.merged_id)


def tell_of_due_answer(event: AnswerDue) -> None:
    """The day came on which a chosen answer is looked at again."""
    actions.tell_of_due_answer(news=_news(event, shows_actor=False))


def tell_of_report(event: ThreadReported) -> None:
    """Somebody reported a text."""
    if not event.quiet:
        actions.tell_of_report(news=_news(event, shows_actor=False), report_id=event.report_id)


def tell_of_held_draft(event: DraftHeld) -> None:
    """A text was not placed at its moment."""
    event_id = uuid5(NAMESPACE_OID, f"DraftHeld {event.draft_id} {event.at.isoformat()}")
    actions.tell_of_held_draft(person_id=event.actor_id, event_id=event_id, now=event.at)


def _news(event: ThreadEvent, comment_id: UUID | None = None, shows_actor: bool = True) -> News:
    # The same event has the same id each time a job delivers it, whatever worker does.
    what = f"{type(event).__name__} {event.thread_id} {comment_id} {event.actor_id} {event.at.isoformat()}"
    return News(
        event_id=uuid5(NAMESPACE_OID, what),
        thread_id=event.thread_id,
        actor_id=event.actor_id,
        at=event.at,
        comment_id=comment_id,
        shows_actor=shows_actor,
    )


# Six tries in about an hour; what is not news any more by then is not told.
@app.task(name="push", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def push(device_id: str, notice_id: str) -> None:
    """Tell one device of one notice; tried again when its service does not take it."""
    actions.push_notice(device_id=UUID(device_id), notice_id=UUID(notice_id), now=utcnow())


def push_later(pairs: list[tuple[UUID, UUID]], moment: datetime) -> None:
    """A job for each (device, notice) from `moment` on, in one statement, kept with the transaction."""
    jobs: list[JSONDict] = [{"device_id": str(device), "notice_id": str(notice)} for device, notice in pairs]
    push.configure(schedule_at=moment).batch_defer(*jobs)
