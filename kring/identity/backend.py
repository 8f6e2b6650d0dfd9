"""Whose sign-in counts: asked at sign-in and again at every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from kring.identity.models import Account
from kring.identity.rules import may_sign_in
from kring.kit.clock import utcnow


class AccountBackend(AuthenticationBackend):
    """Password sign-in for accounts that may sign in; the others are nobody from the next request on."""

    def user_can_authenticate(self, user: Any) -> bool:
        return isinstance(user, Account) and bool(may_sign_in(user, utcnow().date()))
