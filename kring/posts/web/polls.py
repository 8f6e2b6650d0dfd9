"""Voting, and ending a poll.

What somebody chose in an anonymous poll is in no address, toast, receipt or line of a log: only in the body
of the request that carries it.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow
from kring.posts import actions
from kring.posts.cards import PollFacts
from kring.posts.queries import facts_of
from kring.posts.rules import is_choice_complete
from kring.ui.toasts import say


@require_POST
def vote(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Choose one or more options by their places."""
    viewer, chosen = viewer_of(request), set(request.POST.getlist("option"))
    poll = facts_of(viewer, thread_id)
    if not isinstance(poll, PollFacts):
        raise Unseen
    places = {option.place for option in poll.options if str(option.place) in chosen}
    if len(places) != len(chosen) or not is_choice_complete(len(places), multiple=poll.multiple):
        say(request, _("Choose one of the options first."))
    elif actions.vote(thread_id=thread_id, places=places, voter=viewer, now=utcnow()):
        say(request, _("Your vote counts."))
    else:
        say(request, _("You had voted already. In an anonymous poll your first vote counts."))
    return redirect(thread_url(thread_id, "poll"))


@require_POST
def end(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """End a poll before its time."""
    viewer = viewer_of(request)
    if not isinstance(facts_of(viewer, thread_id), PollFacts):
        raise Unseen
    actions.end_poll(thread_id=thread_id, ender=viewer, now=utcnow())
    say(request, _("The poll has ended. Everyone who can read it sees the result."))
    return redirect(thread_url(thread_id, "poll"))
