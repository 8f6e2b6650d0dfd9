"""Turning a reason down."""

from django import forms

from kring.posts.models import Kind

NEXT = {"settings", "home"}


class TurndownForm(forms.Form):
    """Less (`want` 1) of one kind from one stream, or as before (0)."""

    stream = forms.UUIDField()
    kind = forms.ChoiceField(choices=Kind.choices)
    want = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
    next = forms.CharField(required=False)

    def clean_next(self) -> str:
        """Name of the page to go on to; only our own."""
        name: str = self.cleaned_data["next"]
        return name if name in NEXT else ""
