"""Turning a dial, and lanes of one's own."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.kit.clock import LONG
from kring.posts.models import Kind
from kring.timelines.models import LANE_FILTERS, LANE_NAME, Setting
from kring.timelines.queries import LANES
from kring.timelines.web.filters import filters_of, lane_from

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


class LaneName(forms.Form):
    """What an own lane is called."""

    name = forms.CharField(
        max_length=LANE_NAME,
        label=gettext_lazy("Name of the lane"),
        error_messages={"required": gettext_lazy("Give the lane a name.")},
    )


class LaneFilters(forms.Form):
    """What a lane starts from, and filters as in an address."""

    base = forms.ChoiceField(choices=[(name, name) for name in LANES])
    filters = forms.CharField(max_length=3 * LANE_FILTERS, required=False)

    def clean_filters(self) -> str:
        """Only filters that there are, each set in one way; no more than fits."""
        words = dict(parse_qsl(self.cleaned_data["filters"]))
        found = urlencode(filters_of(lane_from({"lane": self.data.get("base", ""), **words})))
        if len(found) > LANE_FILTERS:
            raise forms.ValidationError(_("These filters are too long to keep. Leave one out."))
        return found


class LaneForm(LaneName, LaneFilters):
    """A lane of one's own."""


class LaneChange(forms.Form):
    """What happens to a lane."""

    do = forms.ChoiceField(
        choices=[(name, name) for name in ("up", "down", "hide", "show", "remove", "rename", "filters")]
    )
