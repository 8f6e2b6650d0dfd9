"""What allauth leaves to us: who comes in, what is said, how secrets are kept."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kring.identity import actions, rules
from kring.identity.models import Account
from kring.identity.web.throttle import free_at, wait_sentence
from kring.kit.clock import utcnow

# What allauth announces, in our words; what is not here (signed in, signed out) goes without saying.
SAID = {
    "account/messages/password_changed.txt": _("Your new password works from now on."),
    "mfa/messages/totp_activated.txt": _("From now on you sign in with a code from your app too."),
    "mfa/messages/totp_deactivated.txt": _("The codes from your app are no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("Your passkey works."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
# The ways to show once more that it is you, by allauth's name.
WAYS = {
    "reauthenticate": _("with your password"),
    "mfa_reauthenticate": _("with a code"),
    "mfa_reauthenticate:webauthn": _("with a passkey"),
}
# Which mail tells the owner, by allauth's name for the occasion.
CHANGES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "mfa/email/totp_activated": "codes_added",
    "mfa/email/totp_deactivated": "codes_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "spare_codes_made",
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "enter_current_password": _("This is not your password now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit. Take the newest one."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "too_many_login_attempts": _("You tried too often. Wait 10 minutes and try again."),
        "rate_limited": _("You tried too often. Wait 10 minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from administrators, invitations and imports only."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            until = free_at(request, app="allauth.account", action="login_failed", key=key)
            raise ValidationError(wait_sentence(until), code=refusal.code) from refusal

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        if not rules.may_sign_in(_account(user), utcnow().date()):
            return self.respond_user_inactive(request, user)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Only who gave the right password gets to know that the account is closed, and why."""
        reason = rules.may_sign_in(_account(user), utcnow().date()).reason
        return render(request, "account/account_inactive.jinja", {"reason": reason}, status=403)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        actions.set_password(account=_account(user), password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("security")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """All our mail follows from events; a letter that allauth wants to send by itself is an error."""
        raise LookupError(template_prefix)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        actions.note_sign_in_change(account_id=_account(user).pk, what=CHANGES[template_prefix], now=utcnow())


class FactorAdapter(DefaultMFAAdapter):
    """Passkeys, codes and spare codes; their secrets are encrypted with our key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Take the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": f"Kring {settings.ORGANISATION}"}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """Without a name of one's own a passkey is just that."""
        return str(_("Passkey"))


def _account(user: AbstractBaseUser) -> Account:
    """allauth speaks of any user; here that is always an account."""
    if not isinstance(user, Account):
        raise TypeError(type(user).__name__)
    return user


def _fernet() -> MultiFernet:
    """Our present key first, older ones behind it, so that a change of key loses nobody's codes."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"kring.identity.factors:{key!s}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
