"""What can happen to kinds of item."""

from dataclasses import dataclass

from kring.discussion.events import ThreadEvent


@dataclass(frozen=True, kw_only=True)
class MessagePublished(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ShowcasePlaced(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class AlsoWantedToKnow(ThreadEvent):
    """Somebody wants to know this too, or no longer."""
