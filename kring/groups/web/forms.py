"""The form in which a group starts and changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.groups.models import GroupKind
from kring.groups.texts import GroupText
from kring.infra.forms import KeyedForm
from kring.kit.clock import LONG

KIND_WORDS = {
    GroupKind.OPEN: _("Every colleague reads along and can join."),
    GroupKind.ON_REQUEST: _("Every colleague reads along. The owners let members in."),
    GroupKind.CLOSED: _("Only members read along. Every colleague sees the name and the purpose."),
    GroupKind.HIDDEN: _("Only members know that this group exists. They come by invitation."),
}


def kind_choices() -> list[tuple[str, Any, Any]]:
    """The kinds with their name and what they mean."""
    return [(kind.value, kind.label, words) for kind, words in KIND_WORDS.items()]


class GroupForm(KeyedForm):
    """Name, purpose, kind and welcome; `widening` is ticked when more people will see the group."""

    name = forms.CharField(label=_("Name of the group"), max_length=80)
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("One or two sentences. Who sees the name, sees this too."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    kind = forms.ChoiceField(
        label=_("Who reads and who joins?"), choices=GroupKind.choices, initial=GroupKind.OPEN
    )
    welcome = forms.CharField(
        label=_("Welcome for new members"),
        help_text=_("What do you tell somebody who just came in?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    mail_text = forms.BooleanField(
        label=_("Mails may hold what is written in this group"),
        help_text=_(
            "For a closed or hidden group. Without this, a mail of a closed group holds the title and a link,"
            " and one of a hidden group only a link."
        ),
        required=False,
    )
    widening = forms.BooleanField(label=_("Yes, let these people see it"), required=False)

    def text(self) -> GroupText:
        """What a valid form says."""
        values = self.cleaned_data
        return GroupText(
            name=values["name"],
            kind=values["kind"],
            purpose=values["purpose"],
            welcome=values["welcome"],
            mail_text=values["mail_text"],
        )


class MuteForm(forms.Form):
    """On or off, and for how long; always when nothing is said."""

    want = forms.ChoiceField(choices=[("1", "1"), ("0", "0")])
    long = forms.ChoiceField(choices=[(name, name) for name in LONG], required=False)
