"""Background work: one job carries one reaction to one event."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONDict

from kring.infra import events
from kring.infra.receipts import forget_receipts
from kring.infra.sending import Sender, forget_mail
from kring.kit.clock import utcnow

log = logging.getLogger("kring.mail")

# A form left open in a tab longer than this is too old to be sent anyway.
KEEP_RECEIPTS = timedelta(days=30)
KEEP_MAIL = timedelta(days=30)


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
    """Each night: forget form keys that nobody can send again, and mail long gone. `timestamp` is the
    planned second."""
    now = datetime.fromtimestamp(timestamp, UTC)
    forget_receipts(before=now - KEEP_RECEIPTS)
    forget_mail(before=now - KEEP_MAIL)


# One sender at a time, so that the rate holds.
@app.task(name="send_mail", lock="mail", queueing_lock="mail")
def send_mail() -> None:
    """Send what is due, for at most a minute."""
    Sender(clock=utcnow).run()


@app.periodic(cron="* * * * *")
@app.task(name="send_waiting_mail")
def send_waiting_mail(timestamp: int) -> None:
    """Each minute: see to it that a sender runs. `timestamp` is the planned second."""
    send_mail_soon()


def send_mail_soon() -> None:
    """Have a sender run soon, unless one waits already."""
    try:
        send_mail.defer()
    except AlreadyEnqueued:
        log.debug("a sender waits already")
