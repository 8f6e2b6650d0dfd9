"""Background work: one job carries one reaction to one event."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from kring.infra import events
from kring.infra.receipts import forget_receipts

# A form left open in a tab longer than this is too old to be sent anyway.
KEEP_RECEIPTS = timedelta(days=30)


@app.task(name="deliver", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def deliver(event_id: str, reaction: str) -> None:
    """Deliver one event to one reaction; retried on its own, at most five times."""
    events.react(UUID(event_id), reaction)


def deliver_later(event_id: UUID, reactions: Sequence[str]) -> None:
    """Make a job for each of the reactions, in one statement; kept or lost with the caller's transaction."""
    jobs: list[JSONDict] = [{"event_id": str(event_id), "reaction": reaction} for reaction in reactions]
    deliver.batch_defer(*jobs)


@app.periodic(cron="17 3 * * *")
@app.task(name="tidy")
def tidy(timestamp: int) -> None:
    """Each night: forget form keys that nobody can send again. `timestamp` is the planned second."""
    forget_receipts(before=datetime.fromtimestamp(timestamp, UTC) - KEEP_RECEIPTS)
