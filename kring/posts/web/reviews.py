"""Keeping a chosen answer right."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kring.discussion.queries.conversation import ThreadView, conversation
from kring.discussion.web.views import thread_url
from kring.groups.access import may_read
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.posts.actions import arrange_review, confirm_answer
from kring.posts.queries import ReviewView, asked, receivers_named
from kring.posts.rules import MONTHS_AT_FIRST, may_review
from kring.posts.web.allowed import owner_of
from kring.ui.toasts import say

HOW_OFTEN = {
    1: gettext_lazy("Every month"),
    3: gettext_lazy("Every 3 months"),
    6: gettext_lazy("Every half year"),
    12: gettext_lazy("Every year"),
    24: gettext_lazy("Every 2 years"),
    0: pgettext_lazy("review", "Never"),
}


class ReviewForm(forms.Form):
    """Who sees to the answer, and how often somebody looks at it."""

    owner = forms.CharField(
        label=gettext_lazy("Who looks after this answer?"),
        help_text=gettext_lazy("A name, or @ and the name in an address: @kees.van.der.plas"),
        required=False,
        max_length=200,
    )
    months = forms.TypedChoiceField(
        label=gettext_lazy("How often do we look whether it is still right?"),
        choices=list(HOW_OFTEN.items()),
        coerce=int,
    )

    def __init__(self, *args: Any, viewer: Viewer, audience_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.audience_id = viewer, audience_id

    def clean_owner(self) -> UUID | None:
        """The id of somebody the viewer knows, and who reads the question; None when nobody is named."""
        found, unknown = receivers_named(self.viewer, [self.cleaned_data["owner"]])
        if unknown:
            raise ValidationError(_("We do not know who you mean. Type the whole name, or @ and the name."))
        owner_id = next(iter(found.values()), None)
        if owner_id and not may_read([owner_id], self.audience_id):
            raise ValidationError(_("This colleague cannot read the question. Choose somebody else."))
        return owner_id


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say who looks after the chosen answer, and how often."""
    viewer = viewer_of(request)
    thread, kept = chosen(viewer, thread_id)
    first: dict[str, Any] = {"months": MONTHS_AT_FIRST}
    if kept:  # two colleagues may have one name, but never one handle
        first = {"owner": kept.handle and f"@{kept.handle}", "months": kept.months}
    form = ReviewForm(request.POST or None, initial=first, viewer=viewer, audience_id=thread.audience_id)
    if form.is_valid():
        filled = form.cleaned_data
        owner_id, months = filled["owner"], filled["months"]
        arrange_review(thread_id=thread_id, owner_id=owner_id, months=months, arranger=viewer, now=utcnow())
        say(request, _("That is arranged."))
        return redirect(thread_url(thread_id))
    status = 422 if form.is_bound else 200
    return render(request, "posts/review.jinja", {"form": form, "thread": thread}, status=status)


@require_POST
def confirm(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say that the chosen answer still holds."""
    confirm_answer(thread_id=thread_id, confirmer=viewer_of(request), now=utcnow())
    say(request, _("Thank you. Everyone now sees that this is still right."))
    return redirect(thread_url(thread_id))


def chosen(viewer: Viewer, thread_id: UUID) -> tuple[ThreadView, ReviewView | None]:
    """A question with a chosen answer that the viewer may keep right; raises Unseen or Refused."""
    thread, question = conversation(viewer, thread_id).thread, asked(viewer, thread_id)
    if question is None or thread.accepted_id is None:
        raise Unseen
    require(may_review(viewer, thread.standing, owner_of(thread, question)))
    return thread, question.review
