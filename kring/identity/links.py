"""Secrets that travel in a link by mail; the database keeps their fingerprint only."""

import base64
import hashlib
import secrets
from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.crypto import salted_hmac

from kring.identity.models import Account


def invitation_secret(invitation_id: UUID) -> str:
    """The secret of an invitation: 43 signs, made from our key, so a mail can be sent again."""
    digest = salted_hmac("kring.identity.invitation", invitation_id.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def api_secret() -> str:
    """A new API key: chance alone, and a beginning by which scanners know it when it leaks."""
    return f"kring_{secrets.token_urlsafe(32)}"


def fingerprint(secret: str) -> str:
    """What is stored of a secret; the secret cannot be read back from it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ResetTokens(PasswordResetTokenGenerator):
    """Links to choose a new password; signing out everywhere and closing the account end them too."""

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.epoch}{user.is_active}"
