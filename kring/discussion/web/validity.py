"""Saying that a conversation does not hold any more, and that it does again."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.discussion.actions.validity import WEB_ADDRESS, Lapse, mark_outdated, mark_valid
from kring.discussion.queries.standing import standing_of, thread_for
from kring.discussion.rules import may_mark_outdated
from kring.discussion.web.views import thread_url
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.ui.toasts import say

_HERE = re.compile(r"^/threads/([0-9a-f-]{36})/$")


class LapseForm(forms.Form):
    """Why it does not hold any more, and the address of what does. `host` is where this Kring stands."""

    reason = forms.CharField(label=gettext_lazy("What has changed?"), max_length=200)
    link = forms.CharField(
        label=gettext_lazy("Where does the right answer stand?"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def __init__(self, *args: Any, viewer: Viewer, host: str, thread_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.host, self.thread_id = viewer, host, thread_id
        self.instead: UUID | None = None

    def clean_link(self) -> str:
        """An address elsewhere; one of a conversation here goes to `instead`."""
        link: str = self.cleaned_data["link"]
        if link and "://" not in link:
            link = f"https://{link}"
        if link and not re.fullmatch(WEB_ADDRESS, link):
            raise forms.ValidationError(_("This is not an address. It looks like https://intranet.nl/page."))
        parts = urlsplit(link)
        found = _HERE.match(parts.path) if parts.netloc == self.host else None
        if not found:
            return link
        try:
            self.instead = thread_for(self.viewer, UUID(found[1])).pk
        except (Unseen, ValueError):
            self.instead = None
        if self.instead in {None, self.thread_id}:
            raise forms.ValidationError(_("You cannot read that conversation, or it is this one."))
        return ""

    def lapse(self) -> Lapse:
        """What was filled in; only for a form that is valid."""
        return Lapse(self.cleaned_data["reason"], self.instead, self.cleaned_data["link"])


@require_http_methods(["GET", "POST"])
def validity(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say why a conversation does not hold any more, and where the right answer stands."""
    viewer = viewer_of(request)
    thread = thread_for(viewer, thread_id)
    require(may_mark_outdated(viewer, standing_of(viewer, thread)))
    told = request.POST if request.method == "POST" else None
    form = LapseForm(told, viewer=viewer, host=request.get_host(), thread_id=thread_id)
    if form.is_valid():
        mark_outdated(thread_id=thread_id, lapse=form.lapse(), marker=viewer, now=utcnow())
        say(request, _("Everyone now sees that this is no longer valid."))
        return redirect(thread_url(thread_id))
    status = 200 if told is None else 422
    return render(request, "discussion/validity.jinja", {"form": form, "thread": thread}, status=status)


@require_POST
def hold_again(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Let a conversation hold again."""
    mark_valid(thread_id=thread_id, marker=viewer_of(request), now=utcnow())
    say(request, _("This is valid again."))
    return redirect(thread_url(thread_id))
