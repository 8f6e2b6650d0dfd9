"""What groups do after something happened elsewhere."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from kring.groups import actions
from kring.identity.events import AccountDeactivated, AccountReactivated


def settle_departure(event: AccountDeactivated) -> None:
    """Somebody left: counters, and an heir for groups that would lose their last owner."""
    actions.settle_departure(account_id=event.account_id, now=event.at)


def settle_return(event: AccountReactivated) -> None:
    """Somebody came back: counters."""
    actions.settle_return(account_id=event.account_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="end_past_group_mutes")
def end_past_group_mutes(timestamp: int) -> None:
    """Mutes end a few minutes after their moment at most. `timestamp` is the planned second."""
    actions.end_past_group_mutes(now=datetime.fromtimestamp(timestamp, UTC))
