"""What every form that changes something carries: a key that makes sending twice harmless."""

from uuid import UUID

from django import forms

from kring.kit.ids import new_id


class KeyedForm(forms.Form):
    """A form with a one-time `key`; pass `cleaned_data["key"]` to `infra.receipts.once`."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    @property
    def receipt_key(self) -> UUID:
        """The key of a valid form."""
        key: UUID = self.cleaned_data["key"]
        return key

    @property
    def key_sent(self) -> UUID | None:
        """The key as it came, also of a form that is not valid; None when it is no key."""
        try:
            return UUID(str(self["key"].value()))
        except ValueError:
            return None
