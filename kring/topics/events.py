"""What can happen to topics."""

from dataclasses import dataclass
from uuid import UUID

from kring.infra.events import Event


@dataclass(frozen=True, kw_only=True)
class TopicEvent(Event):
    """Somebody did something with a topic."""

    topic_id: UUID
    account_id: UUID


@dataclass(frozen=True, kw_only=True)
class TopicFollowed(TopicEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class TopicUnfollowed(TopicEvent):
    pass
