"""What people do after something happened elsewhere."""

from kring.identity.events import AccountCreated
from kring.people import actions


def give_profile(event: AccountCreated) -> None:
    """A new account gets its profile, in the same transaction."""
    actions.give_profile(account_id=event.account_id)
