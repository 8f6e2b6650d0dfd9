"""Forms of what somebody wants to hear of, and when not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.notifications.models import Reason, Road
from kring.notifications.rules import PRESETS, Rest, Wishes, differences, flaws_in, with_choices
from kring.notifications.words import DAYS

NOTHING = "-"


def said(wishes: Wishes) -> str:
    """Wishes as a short text for an address: where they differ from the default."""
    return ",".join(f"{reason}.{road}.{int(on)}" for reason, road, on in differences(wishes)) or NOTHING


class RoadsForm(forms.Form):
    """The table of reasons and roads; or one of the ready sets; or, to go back, how it stood."""

    preset = forms.ChoiceField(choices=[(name, name) for name in PRESETS], required=False)
    was = forms.CharField(required=False, max_length=4000)

    def __init__(self, data: QueryDict, here: Iterable[Road]) -> None:
        super().__init__(data)
        for reason in Reason:
            self.fields[reason.value] = forms.MultipleChoiceField(
                choices=[(road.value, road.label) for road in here], required=False
            )

    def clean_was(self) -> Wishes | None:
        """How it stood, from the text that `said` made."""
        text: str = self.cleaned_data["was"]
        if not text:
            return None
        parts = [part.split(".") for part in text.split(",") if text != NOTHING]
        try:
            return with_choices((Reason(reason), Road(road), on == "1") for reason, road, on in parts)
        except ValueError as error:
            raise forms.ValidationError(_("This cannot be undone any more.")) from error

    def chosen(self) -> Wishes:
        """What a valid form says."""
        values = self.cleaned_data
        if values["was"] is not None:
            return dict(values["was"])
        if values["preset"]:
            return PRESETS[values["preset"]]
        return {reason: frozenset(Road(road) for road in values[reason.value]) for reason in Reason}

    @property
    def is_whole(self) -> bool:
        """Whether it says something of all roads, also of those that the page does not show."""
        return self.cleaned_data["was"] is not None or bool(self.cleaned_data["preset"])


class HoursForm(forms.Form):
    """Quiet hours, working days, and until when somebody is away."""

    quiet_from = forms.TimeField(
        label=gettext_lazy("No mail and no push from"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    work_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days it may come"),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one day.")},
    )
    away_until = forms.DateField(
        label=gettext_lazy("I am away until"),
        help_text=gettext_lazy("The first day that you are back. Until then nothing is mailed or pushed."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, rest: Rest, now: datetime) -> None:
        self.today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        super().__init__(data, initial=self._initial(rest))

    def _initial(self, rest: Rest) -> dict[str, Any]:
        is_away = rest.away_until is not None and rest.away_until > self.today
        return {
            "quiet_from": rest.quiet_from,
            "quiet_until": rest.quiet_until,
            "work_days": sorted(rest.work_days),
            "away_until": rest.away_until if is_away else None,
        }

    def clean(self) -> dict[str, Any]:
        """Two ends that differ, and a day that is still to come."""
        values = super().clean() or self.cleaned_data
        for name, sentence in flaws_in(self.rest(), self.today):
            if not self.errors.keys() & {name, name.replace("until", "from")}:
                self.add_error(name, sentence)
        return values

    def rest(self) -> Rest:
        """What it says; nothing where a field is not right."""
        values = self.cleaned_data
        days = frozenset(values.get("work_days", ()))
        return Rest(values.get("quiet_from"), values.get("quiet_until"), days, values.get("away_until"))
