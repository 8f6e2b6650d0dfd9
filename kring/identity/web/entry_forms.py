"""The forms of signing in, as allauth wants them and with our words."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kring.identity import actions
from kring.kit.clock import utcnow

PASSWORD_HINT = _("At least 10 characters. A sentence of your own is easy to remember.")
CODE_HINT = _("The 6 digits that your app shows now, or one of your spare codes.")


def _word(form: forms.Form, name: str, label: Any, hint: Any = "", **attrs: str) -> None:
    """Give a field our label and hint, and take the placeholder away: it is no label."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(account_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Your e-mail address"), autocomplete="username webauthn")
        _word(self, "password", _("Password"))
        _word(self, "remember", _("Keep me signed in on this device"))


class ForgottenForm(account_forms.ResetPasswordForm):
    """Asks for a link to choose a new password; never looks whether the address is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "email", _("Your e-mail address"))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        actions.ask_password_reset(email=email, now=utcnow())
        return email


class NewPasswordForm(account_forms.ResetPasswordKeyForm):
    """A new password, typed once: who mistypes it asks for another link."""

    password2 = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password1", _("New password"), PASSWORD_HINT)


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The present password and a new one."""

    password2 = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Your password now"))
        _word(self, "password1", _("New password"), PASSWORD_HINT)


class AgainForm(account_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"))


class CodeForm(factor_forms.AuthenticateForm):
    """The second step: a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), CODE_HINT, inputmode="numeric")


class CodeAgainForm(factor_forms.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), CODE_HINT, inputmode="numeric")


class FirstCodeForm(totp_forms.ActivateTOTPForm):
    """The first code of a new app, to prove that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), _("The 6 digits that your app shows now."), inputmode="numeric")


class PasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A passkey that can sign in by itself; its name is for its owner only."""

    passwordless = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,
            "name",
            _("Name"),
            _("For example: my phone. So you know later which one it is."),
            maxlength="60",
        )

    def clean_name(self) -> str:
        name: str = super().clean_name()
        return name[:60]

    def clean(self) -> dict[str, Any]:
        # allauth checks that the device asked for a finger or PIN only when this says so.
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned
