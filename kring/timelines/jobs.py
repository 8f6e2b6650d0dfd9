"""Reactions to events: what open pages are told; and what is tidied at night."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from kring.discussion.events import ThreadEvent
from kring.timelines import actions
from kring.timelines.actions.streams import AccountEvent


def signal_news(event: ThreadEvent) -> None:
    """Something new stands in a thread; history taken over from elsewhere is not news."""
    if not event.quiet:
        actions.signal_news(thread_id=event.thread_id, actor_id=event.actor_id)


def close_streams(event: AccountEvent) -> None:
    """Somebody may read other things from now on."""
    actions.close_streams(account_id=event.account_id)


@app.periodic(cron="27 3 * * *")
@app.task(name="forget_past_dials")
def forget_past_dials(timestamp: int) -> None:
    """Each night: forget dials whose time is over. `timestamp` is the planned second."""
    actions.forget_past_dials(before=datetime.fromtimestamp(timestamp, UTC))
