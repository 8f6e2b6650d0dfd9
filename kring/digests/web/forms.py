"""Choosing when a digest comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.digests.models import Rhythm
from kring.digests.rules import Appointment

HOURS = [(hour, f"{hour}:00") for hour in range(24)]
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class RhythmForm(forms.Form):
    """A rhythm, an hour, and for once a week a day."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(label=_("On which day, for once a week"), choices=WEEKDAYS, coerce=int)
    hour = forms.TypedChoiceField(label=_("At what time"), choices=HOURS, coerce=int)

    @property
    def appointment(self) -> Appointment:
        """What was chosen."""
        told: dict[str, Any] = self.cleaned_data
        return Appointment(told["rhythm"], told["hour"], told["weekday"])
