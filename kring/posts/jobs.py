"""Drafts: placing them at their moment, and forgetting old ones."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from kring.kit.clock import utcnow
from kring.posts.actions import drafts, must_read, reviews, scheduling
from kring.posts.queries.drafts import due_drafts

KEEP_UNUSED = timedelta(days=90)
KEEP_REMOVED = timedelta(days=1)


@app.periodic(cron="* * * * *")
@app.task(name="place_due_drafts")
def place_due_drafts(timestamp: int) -> None:
    """Each minute: a job for each draft whose moment has come. `timestamp` is the planned second."""
    for draft_id in due_drafts(None, datetime.fromtimestamp(timestamp, UTC)):
        place_draft.defer(draft_id=str(draft_id))


@app.task(name="place_draft")
def place_draft(draft_id: str) -> None:
    """Place one draft; a second job for the same finds nothing to do."""
    scheduling.place_draft(draft_id=UUID(draft_id), now=utcnow())


@app.periodic(cron="17 6 * * *")
@app.task(name="ask_for_looks")
def ask_for_looks(timestamp: int) -> None:
    """Each morning: chosen answers whose day has come. `timestamp` is the planned second."""
    reviews.ask_for_looks(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="5 * * * *")
@app.task(name="settle_must_reads")
def settle_must_reads(timestamp: int) -> None:
    """Each hour: what must be read and is over keeps two numbers. `timestamp` is the planned second."""
    must_read.settle_must_reads(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="7 3 * * *")
@app.task(name="tidy_drafts")
def tidy_drafts(timestamp: int) -> None:
    """Each night, before waiting files are forgotten: those of drafts wait on, old drafts go."""
    now = datetime.fromtimestamp(timestamp, UTC)
    drafts.tidy_drafts(unused_since=now - KEEP_UNUSED, removed_before=now - KEEP_REMOVED, now=now)
