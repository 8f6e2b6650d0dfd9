"""Forms for administrators and for whoever was invited."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kring.identity.actions import NewAccount
from kring.identity.models import Account, AccountKind, Role
from kring.identity.web.entry_forms import PASSWORD_HINT
from kring.infra.forms import KeyedForm
from kring.kit.clock import utcnow
from kring.kit.names import PersonName

MODES = [("", _("As my device says")), ("light", _("Light")), ("dark", _("Dark"))]
WAYS = [
    ("invitation", _("Send an invitation. The person makes the account with the link in the mail.")),
    ("account", _("Make the account now. The person chooses a password with “Forgot your password?”.")),
]


class LanguageForm(forms.Form):
    """One of the languages the pages exist in."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ModeForm(forms.Form):
    """Light, dark, or what the device says."""

    mode = forms.ChoiceField(choices=MODES, required=False)


class NameFields(forms.Form):
    """A name in its three parts, as Dutch forms ask it."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    name_prefix = forms.CharField(
        label=_("Prefix"), max_length=30, required=False, help_text=_("Such as “van der”.")
    )
    last_name = forms.CharField(label=_("Family name"), max_length=80)

    @property
    def name(self) -> PersonName:
        """The name of a valid form."""
        fields = self.cleaned_data
        return PersonName(fields["first_name"], fields["name_prefix"], fields["last_name"])


class WelcomeForm(NameFields):
    """Name and password of somebody who was invited to `email`."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if password := fields.get("password"):
            names = {name: fields.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, Account(email=self.email, **names))
            except ValidationError as weak:
                self.add_error("password", weak)
        return fields


class PersonForm(NameFields, KeyedForm):
    """Somebody new: whom, until when, and in which way."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[
            (AccountKind.EMPLOYEE, _("A colleague: sees everything that is for everyone")),
            (AccountKind.GUEST, _("A guest: sees only the groups this person is in")),
        ],
        initial=AccountKind.EMPLOYEE,
        widget=forms.RadioSelect,
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("A guest always has a last day. For a colleague you can leave it empty."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=_("How does it start?"), choices=WAYS, initial="invitation", widget=forms.RadioSelect
    )

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < utcnow().date():
            raise ValidationError(_("This day is over. Choose today or later."))
        return until

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if fields.get("kind") == AccountKind.GUEST and not fields.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when this guest comes. You can make it longer later."))
        return fields

    @property
    def person(self) -> NewAccount:
        """The person of a valid form."""
        fields = self.cleaned_data
        return NewAccount(
            email=fields["email"],
            name=self.name,
            kind=fields["kind"],
            language=fields["language"],
            until=fields["until"],
        )


class RoleForm(forms.Form):
    """One of the roles."""

    role = forms.ChoiceField(choices=Role.choices)


class ReturnForm(forms.Form):
    """Until when somebody who comes back may stay; empty is without an end."""

    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
