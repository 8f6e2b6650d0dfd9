"""Turning a dial."""

from django import forms
from django.http import QueryDict

from kring.kit.clock import LONG
from kring.posts.models import Kind
from kring.timelines.models import Setting

NEXT = {"timeline-settings", "home"}


def _setting(value: str) -> Setting:
    return Setting(int(value))


class DialForm(forms.Form):
    """How much of one stream, of one kind or of all; an empty setting is the middle."""

    stream = forms.UUIDField()
    kind = forms.ChoiceField(choices=[("", ""), *Kind.choices], required=False)
    setting = forms.TypedChoiceField(
        choices=[("", ""), *Setting.choices], coerce=_setting, required=False, empty_value=None
    )
    long = forms.ChoiceField(choices=[(name, name) for name in LONG], required=False)
    until = forms.DateTimeField(required=False)
    want = forms.CharField(required=False)
    next = forms.CharField(required=False)

    def __init__(self, data: QueryDict) -> None:
        data = data.copy()
        stream, mark, kind = data.get("target", "").partition("/")
        if mark:  # one choice in the page names both
            data["stream"], data["kind"] = stream, kind
        super().__init__(data)

    def clean_setting(self) -> Setting | None:
        """The button "less of this" says `want` 1, and pressed once more 0, which is the middle."""
        chosen: Setting | None = self.cleaned_data["setting"]
        return {"1": Setting.NOT, "0": None}.get(self.data.get("want", ""), chosen)

    def clean_next(self) -> str:
        """Name of the page to go on to; only our own."""
        name: str = self.cleaned_data["next"]
        return name if name in NEXT else ""
