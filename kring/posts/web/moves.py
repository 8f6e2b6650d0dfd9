"""Moving a conversation to another place."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kring.discussion.actions.moving import move_thread
from kring.discussion.queries.conversation import ThreadView, conversation
from kring.discussion.queries.reach import Reach, reach_of_move
from kring.discussion.rules import may_move
from kring.discussion.web.views import thread_url
from kring.groups.access import is_member
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.posts.queries import audience_for, audiences
from kring.ui.toasts import say


class MoveForm(forms.Form):
    """Where to: a group's slug, or empty for everyone; `widening` is ticked when more people will read it."""

    where = forms.CharField(label=gettext_lazy("Where to?"), required=False, max_length=60)
    widening = forms.BooleanField(label=gettext_lazy("Yes, let these people read it"), required=False)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Choose another place; when more people get to read it, the number comes first."""
    viewer = viewer_of(request)
    thread = conversation(viewer, thread_id).thread
    belongs = thread.group is None or is_member(viewer, thread.group["id"])
    require(may_move(viewer, thread.standing, belongs=belongs, owns_target=True))
    form, wider = MoveForm(request.POST or None), None
    if request.method == "POST" and form.is_valid() and "where" in request.POST:
        wider = _reach(viewer, thread, form)
        if wider is None and form.is_valid():
            where = form.cleaned_data["where"]
            meant = form.cleaned_data["widening"]
            move_thread(thread_id=thread_id, where=where, mover=viewer, now=utcnow(), widening=meant)
            say(request, _("The conversation is moved."))
            return redirect(thread_url(thread_id))
    here = thread.audience_id
    places = [one for one in audiences(viewer) if one.audience_id != here]
    context = {"form": form, "thread": thread, "places": places, "wider": wider}
    return render(request, "posts/move.jinja", context, status=422 if request.method == "POST" else 200)


def _reach(viewer: Viewer, thread: ThreadView, form: MoveForm) -> Reach | None:
    """Who more would read it, when that was not said to be meant; a place that is not theirs is an error."""
    place = audience_for(viewer, form.cleaned_data["where"])
    if place is None:
        form.add_error("where", _("You cannot write there (any more). Choose another place."))
        return None
    reach = reach_of_move(viewer, thread.id, place.audience_id)
    return reach if reach.added and not form.cleaned_data["widening"] else None
