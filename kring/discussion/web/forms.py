"""Forms of a conversation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.discussion.models import CommentKind, ReactionKind
from kring.infra.forms import KeyedForm
from kring.kit.clock import LONG
from kring.kit.markup import SOURCE_LIMIT


class TextField(forms.CharField):
    """A text that somebody writes, in Markdown; kept as typed, white space inside included."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(
            max_length=SOURCE_LIMIT,
            widget=forms.Textarea(attrs={"rows": rows, "data-suggest": "", "data-editor": ""}),
            error_messages={
                "required": _("Write something first."),
                "max_length": _("This text is too long. Shorten it to %(limit_value)d characters."),
            },
            **options,
        )


class GuardedForm(forms.Form):
    """A form with a text; `warnings` are reasons to look at it once more before it is placed."""

    warnings: tuple[str, ...] = ()


class CommentForm(GuardedForm, KeyedForm):
    """A comment, answer or reply."""

    source = TextField(label=_("Your text"))
    kind = forms.ChoiceField(choices=CommentKind.choices, widget=forms.HiddenInput, required=False)
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)


class KindForm(forms.Form):
    """What a comment becomes."""

    kind = forms.ChoiceField(choices=CommentKind.choices)


class MinorField(forms.BooleanField):
    """Ticked when a change is a small correction."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("This is a small correction"),
            help_text=_("Then it does not say that the text was edited. The history still keeps it."),
            required=False,
            **options,
        )


class CommentEditForm(GuardedForm):
    """A changed comment."""

    source = TextField(label=_("Your text"), rows=6)
    minor = MinorField()


class ReactionForm(forms.Form):
    """One of the five words, given (`want` 1) or taken back (0)."""

    kind = forms.ChoiceField(choices=ReactionKind.choices)
    want = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class WantForm(forms.Form):
    """On or off."""

    want = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


class MuteForm(WantForm):
    """On or off, and for how long; always when nothing is said."""

    long = forms.ChoiceField(choices=[(name, name) for name in LONG], required=False)


class ReportForm(forms.Form):
    """Why somebody should look at this."""

    reason = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("Only a moderator and the group owner read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a few words what is wrong.")},
    )


class UploadForm(KeyedForm):
    """One file for a text that is being written."""

    file = forms.FileField(max_length=4000)


class DescriptionForm(forms.Form):
    """What a picture shows, or that there is nothing to tell."""

    alt = forms.CharField(label=_("What is on the picture?"), max_length=300, required=False)
    decorative = forms.BooleanField(label=_("It is decoration only"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("alt") and not cleaned.get("decorative") and not self.errors:
            self.add_error("alt", _("Say what is on the picture, or that it is decoration."))
        return cleaned
