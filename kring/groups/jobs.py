"""What groups do after something happened elsewhere."""

from kring.groups import actions
from kring.identity.events import AccountDeactivated, AccountReactivated


def settle_departure(event: AccountDeactivated) -> None:
    """Somebody left: counters, and an heir for groups that would lose their last owner."""
    actions.settle_departure(account_id=event.account_id, now=event.at)


def settle_return(event: AccountReactivated) -> None:
    """Somebody came back: counters."""
    actions.settle_return(account_id=event.account_id)
