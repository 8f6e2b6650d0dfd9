"""Forms of the own profile and of where somebody works."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.people import days
from kring.people.texts import Placement, ProfileText

DAY_NAMES = {
    "mo": gettext_lazy("Monday"),
    "tu": gettext_lazy("Tuesday"),
    "we": gettext_lazy("Wednesday"),
    "th": gettext_lazy("Thursday"),
    "fr": gettext_lazy("Friday"),
}
REFUSALS = {
    "too_large": gettext_lazy("This file is too big. A photo can be 12 MB at most."),
    "not_a_picture": gettext_lazy(
        "This is not a photo that we can read. Choose a JPEG, PNG, WebP or HEIC file."
    ),
    "damaged": gettext_lazy(
        "This photo is damaged. Open it on your device, save it again and try once more."
    ),
    "too_many_pixels": gettext_lazy(
        "This photo has too many pixels. Make it smaller first, 4,000 wide is plenty."
    ),
    "took_too_long": gettext_lazy("Reading this photo took too long. Try another one."),
}
MOST_BYTES = 12 * 1024 * 1024


def refusal_words(reason: str) -> str:
    """The sentence for a photo that `infra.pictures` refused."""
    return str(REFUSALS[reason])


class ProfileForm(forms.Form):
    """What people tell about themselves; nothing is required."""

    function = forms.CharField(label=gettext_lazy("Function"), max_length=120, required=False)
    about = forms.CharField(
        label=gettext_lazy("At work"),
        help_text=gettext_lazy("What do you do, and what can colleagues ask you?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1500,
        required=False,
    )
    private_about = forms.CharField(
        label=gettext_lazy("And outside work"),
        help_text=gettext_lazy("Only what you like to share."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1500,
        required=False,
    )
    phone = forms.CharField(label=gettext_lazy("Phone number"), max_length=40, required=False)
    languages = forms.CharField(
        label=gettext_lazy("Languages you speak"),
        help_text=gettext_lazy("With a comma between them."),
        max_length=120,
        required=False,
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Working days"),
        choices=list(DAY_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.ChoiceField(label=gettext_lazy("Where you usually work"), required=False)

    def __init__(self, *args: Any, places: tuple[tuple[UUID, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places:
            options = [(str(key), name) for key, name in places]
            self.fields["place"].choices = [("", _("Not filled in")), *options]  # type: ignore[attr-defined]
        else:
            del self.fields["place"]

    @staticmethod
    def initial_from(text: ProfileText) -> dict[str, object]:
        """Initial values for a stored text."""
        return {**vars(text), "days": days.parse(text.days), "place": str(text.place_id or "")}

    def text(self) -> ProfileText:
        """What a valid form says."""
        values = {**self.cleaned_data}
        place = values.pop("place", "")
        chosen = ",".join(values.pop("days"))
        return ProfileText(**values, days=chosen, place_id=UUID(place) if place else None)


class PhotoForm(forms.Form):
    """An uploaded photo; what it really is, `infra.pictures` decides."""

    photo = forms.FileField(
        label=gettext_lazy("Your photo"),
        help_text=gettext_lazy("We cut it square, and where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
    )

    def clean_photo(self) -> Any:
        """Stop a file that is too big before it is read."""
        upload = self.cleaned_data["photo"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(refusal_words("too_large"))
        return upload


class PlacementForm(forms.Form):
    """Where somebody works, as administrators know it."""

    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    function = forms.CharField(label=gettext_lazy("Function"), max_length=120, required=False)

    def __init__(
        self, *args: Any, departments: list[tuple[str, str]], places: list[tuple[str, str]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [("", _("No department")), *departments]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("Not filled in")), *places]  # type: ignore[attr-defined]

    def placement(self, before: Placement) -> Placement:
        """What a valid form says; the manager stays as it was."""
        values = self.cleaned_data
        return Placement(
            department_id=UUID(values["department"]) if values["department"] else None,
            place_id=UUID(values["place"]) if values["place"] else None,
            function=values["function"],
            manager_id=before.manager_id,
        )
