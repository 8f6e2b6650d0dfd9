"""Asking what a comment asks as a question of its own."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kring.discussion.queries.standing import comment_for, standing_of
from kring.discussion.rules import may_turn
from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.infra.forms import KeyedForm
from kring.infra.receipts import once
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.posts.actions import ask_from_comment
from kring.posts.rules import TITLE_LENGTH
from kring.ui.toasts import say


class OffshootForm(KeyedForm):
    """The question in one sentence; the text of the comment comes along."""

    title = forms.CharField(
        label=gettext_lazy("Your question in one sentence"),
        max_length=TITLE_LENGTH,
        error_messages={"required": gettext_lazy("Write your question in one sentence.")},
    )


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Fill in the question, with the comment to read beside it."""
    viewer = viewer_of(request)
    comment = comment_for(viewer, comment_id)
    require(may_turn(viewer, standing_of(viewer, comment.thread, comment.author_id)))
    form = OffshootForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "comment": comment}
        return render(request, "posts/offshoot.jinja", context, status=422 if form.is_bound else 200)

    def act() -> str:
        title = form.cleaned_data["title"]
        return str(ask_from_comment(comment_id=comment_id, title=title, asker=viewer, now=utcnow()).pk)

    pk = once(key=form.receipt_key, account_id=viewer.id, now=utcnow(), act=act)
    say(request, _("Your question is asked."))
    return redirect(thread_url(UUID(pk)))
