"""Signing in, and fetching who is signed in together with what he may see: one statement a request."""

from typing import Any

from kring.groups.access import account_who_looks
from kring.identity.backend import AccountBackend
from kring.identity.models import Account


class ViewerBackend(AccountBackend):
    """The house's sign-in rules, with accounts that are ready to look."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, if it may still come in."""
        account = account_who_looks(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None
