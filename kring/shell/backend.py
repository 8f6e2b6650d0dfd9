"""Signing in, and fetching who is signed in together with what he may see: one statement a request."""

from typing import Any

from kring.groups.access import accounts_who_look
from kring.identity.backend import AccountBackend
from kring.identity.models import Account


class ViewerBackend(AccountBackend):
    """The house's sign-in rules, with accounts that are ready to look."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, if it may still come in."""
        account = accounts_who_look().filter(pk=user_id).first()
        return account if account is not None and self.user_can_authenticate(account) else None
