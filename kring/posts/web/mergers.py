"""Putting a question together with the same one asked before."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kring.discussion.queries.merging import merged_into
from kring.discussion.queries.standing import standing_of, thread_for
from kring.discussion.web.views import thread_url
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.posts.actions import merge_questions
from kring.posts.models import Kind
from kring.posts.queries.merging import Kept, question_to_keep
from kring.posts.rules import TITLE_LENGTH, may_merge
from kring.ui.toasts import say


class MergeForm(forms.Form):
    """The question that stays, and words to find it by."""

    into = forms.UUIDField(required=False)
    q = forms.CharField(label=gettext_lazy("Find the question that stays"), required=False, max_length=200)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Find the question that stays, read what goes along, and only then put the two together."""
    viewer, form = viewer_of(request), MergeForm(request.POST or request.GET)
    try:
        thread = thread_for(viewer, thread_id)
    except Unseen:  # sent twice, or somebody else was first
        return redirect(thread_url(merged_into(viewer, thread_id)))
    if thread.kind != Kind.QUESTION:
        raise Unseen
    require(may_merge(viewer, standing_of(viewer, thread)))
    kept = _chosen(viewer, thread_id, form)
    if request.method == "POST" and kept is not None:
        merge_questions(thread_id=thread_id, into_id=kept.id, merger=viewer, now=utcnow())
        say(request, _("The two questions are one now."))
        return redirect(thread_url(kept.id))
    words = form.cleaned_data.get("q") or thread.title[:TITLE_LENGTH]
    context = {"form": form, "thread": thread, "kept": kept, "words": words}
    return render(request, "posts/merge.jinja", context, status=422 if request.method == "POST" else 200)


def _chosen(viewer: Viewer, thread_id: UUID, form: MergeForm) -> Kept | None:
    """The question that was chosen; one that is not fit, or not there, is an error at the choice."""
    if not form.is_valid() or not form.cleaned_data["into"]:
        return None
    try:
        kept = question_to_keep(viewer, thread_id, form.cleaned_data["into"])
    except Unseen:
        form.add_error("into", _("That question is not there (any more). Choose another one."))
        return None
    if not kept.verdict:
        form.add_error("into", str(kept.verdict.reason))
    return kept if kept.verdict else None
