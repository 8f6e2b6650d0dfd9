"""The form of an official reply to an idea."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.discussion.queries.standing import thread_for
from kring.discussion.web.forms import TextField
from kring.identity.viewer import Viewer
from kring.infra.forms import KeyedForm
from kring.infra.verdict import Unseen
from kring.posts.models import Stage
from kring.posts.queries import receivers_named
from kring.posts.texts import OfficialReply

_OURS = re.compile(r"/threads/([0-9a-f-]{36})/?")
_is_web_address = URLValidator(schemes=["http", "https"])


class ReplyForm(KeyedForm):
    """The stage, the reply, who looks after the idea, when there is more news, and what came of it."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Stage.choices)
    source = TextField(
        rows=6,
        label=gettext_lazy("Official reply"),
        help_text=gettext_lazy("Everyone who reads the idea reads this, with your name."),
    )
    owner = forms.CharField(
        label=gettext_lazy("Who looks after this idea?"),
        help_text=gettext_lazy("A name, or @ and the name in an address: @kees.van.der.plas"),
        required=False,
        max_length=200,
    )
    reply_by = forms.DateField(
        label=gettext_lazy("Next reply at the latest on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    result = forms.CharField(
        label=gettext_lazy("Link to the result"),
        help_text=gettext_lazy("The address of a conversation in Kring or of a page that begins with http."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.owner_id: UUID | None = None
        self.result_thread_id: UUID | None = None

    def clean_owner(self) -> str:
        """The handle or name of somebody the viewer knows."""
        words: str = self.cleaned_data["owner"]
        found, unknown = receivers_named(self.viewer, [words])
        if unknown:
            raise ValidationError(_("We do not know who you mean. Type the whole name, or @ and the name."))
        self.owner_id = next(iter(found.values()), None)
        return words

    def clean_result(self) -> str:
        """A web address, or one of our conversations that the viewer reads."""
        address: str = self.cleaned_data["result"].strip()
        parts = urlsplit(address)
        ours = _OURS.fullmatch(parts.path)
        if ours and (not parts.netloc or address.startswith(f"{settings.ORIGIN}/")):
            try:
                self.result_thread_id = thread_for(self.viewer, UUID(ours[1])).pk
            except (Unseen, ValueError):
                raise ValidationError(_("You cannot read that conversation. Choose another one.")) from None
            return ""
        if address:
            _is_web_address(address)
        return address

    def clean(self) -> dict[str, Any]:
        """As long as there is more to come, somebody looks after it and there is a date."""
        cleaned = super().clean() or {}
        settled = cleaned.get("stage") in {Stage.ADOPTED, Stage.DECLINED}
        for name in () if settled else ("owner", "reply_by"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in, so that everyone knows when there is more news."))
        return cleaned

    def reply(self) -> OfficialReply:
        """What a valid form says."""
        filled = self.cleaned_data
        return OfficialReply(
            stage=filled["stage"],
            source=filled["source"],
            owner_id=self.owner_id,
            reply_by=filled["reply_by"],
            result_url=filled["result"],
            result_thread_id=self.result_thread_id,
        )
