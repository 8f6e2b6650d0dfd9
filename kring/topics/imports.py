"""Who follows which topics, for many people at once and quietly; inside the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kring.topics.models import TopicFollow


def bring_topic_follows(*, follows: Iterable[tuple[UUID, UUID]], now: datetime) -> None:
    """Let people follow topics: (topic, account) each. Subscriptions are derived by the caller."""
    TopicFollow.objects.bulk_create(
        [TopicFollow(topic_id=topic, account_id=account, at=now) for topic, account in follows],
        ignore_conflicts=True,
    )
