"""Pointing out a conversation to another group."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kring.discussion.queries.standing import thread_for
from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.posts.actions import end_sharing, share_thread
from kring.posts.queries import groups_to_share_in
from kring.ui.toasts import say


@require_GET
def choose(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """One's other groups: where the conversation is shared, and where it can be."""
    viewer = viewer_of(request)
    thread = thread_for(viewer, thread_id)
    context = {"thread": thread, "groups": groups_to_share_in(viewer, thread_id)}
    return render(request, "posts/sharing.jinja", context)


@require_POST
def share(request: HttpRequest, thread_id: UUID, slug: str) -> HttpResponse:
    """Share a conversation in one group."""
    share_thread(thread_id=thread_id, where=slug, sharer=viewer_of(request), now=utcnow())
    undo = reverse("thread-reference-end", args=[thread_id, slug])
    say(request, _("Shared. Whoever in that group may read it sees it there now."), undo=undo)
    return redirect(thread_url(thread_id))


@require_POST
def end(request: HttpRequest, thread_id: UUID, slug: str) -> HttpResponse:
    """Take a conversation away from a group in which it was shared."""
    end_sharing(thread_id=thread_id, where=slug, ender=viewer_of(request), now=utcnow())
    undo = reverse("thread-reference", args=[thread_id, slug])
    say(request, _("The conversation is no longer shared in that group."), undo=undo)
    return redirect(thread_url(thread_id))
