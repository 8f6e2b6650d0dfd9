"""What can happen to kinds of item."""

from dataclasses import dataclass
from uuid import UUID

from kring.discussion.events import ThreadEvent
from kring.infra.events import Event


@dataclass(frozen=True, kw_only=True)
class MessagePublished(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class QuestionReopened(ThreadEvent):
    """A solved question waits for an answer again."""


@dataclass(frozen=True, kw_only=True)
class QuestionsMerged(ThreadEvent):
    """A question went into the one of the thread, with all that hung under it."""

    merged_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShowcasePlaced(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class AlsoWantedToKnow(ThreadEvent):
    """Somebody wants to know this too, or no longer."""


@dataclass(frozen=True, kw_only=True)
class IdeaPlaced(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class IdeaSupported(ThreadEvent):
    """Somebody supports an idea, or no longer."""


@dataclass(frozen=True, kw_only=True)
class IdeaReplied(ThreadEvent):
    """An official reply brought an idea to a stage."""

    step_id: UUID


@dataclass(frozen=True, kw_only=True)
class PollOpened(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class NamedVoteCast(ThreadEvent):
    """Somebody chose in a poll with names. A vote in an anonymous poll is no event at all."""


@dataclass(frozen=True, kw_only=True)
class PollEnded(ThreadEvent):
    """The author ended a poll before its time."""


@dataclass(frozen=True, kw_only=True)
class PraiseGiven(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class AnswerDue(ThreadEvent):
    """The day came on which a chosen answer is looked at again; the actor is who is asked first."""


@dataclass(frozen=True, kw_only=True)
class AnswerConfirmed(ThreadEvent):
    """Somebody looked at a chosen answer and says that it still holds."""


@dataclass(frozen=True, kw_only=True)
class ReviewArranged(ThreadEvent):
    """Who sees to a chosen answer, or how often it is looked at, changed."""


@dataclass(frozen=True, kw_only=True)
class ReadingRequired(ThreadEvent):
    """Colleagues are asked to read a message, or until another day. Who read it is no event at all."""


@dataclass(frozen=True, kw_only=True)
class ReadingReleased(ThreadEvent):
    """A message need not be read any more, before its day."""


@dataclass(frozen=True, kw_only=True)
class ThreadShared(ThreadEvent):
    """A conversation was pointed out to another group."""

    group_id: UUID


@dataclass(frozen=True, kw_only=True)
class SharingEnded(ThreadEvent):
    """A conversation is no longer pointed out to that group."""

    group_id: UUID


@dataclass(frozen=True, kw_only=True)
class DraftHeld(Event):
    """A text was not placed at its moment, because its writer may not place it there any more."""

    draft_id: UUID
    actor_id: UUID
