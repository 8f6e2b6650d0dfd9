"""What a person does about the own membership: join, ask, accept, leave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.groups import actions, queries
from kring.groups.models import GroupKind
from kring.identity.web.viewer import viewer_of
from kring.infra.returning import is_wanted, pressed
from kring.kit.clock import utcnow
from kring.ui import toasts


@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Become a member of an open group, or leave it when the button was on."""
    viewer, now = viewer_of(request), utcnow()
    group_id = queries.group_id_of(viewer, slug)
    if is_wanted(request):
        actions.join_group(actor=viewer, group_id=group_id, now=now)
    else:
        actions.leave_group(actor=viewer, group_id=group_id, now=now)
    return pressed(request, reverse("group", args=[slug]))


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a group; asks first, since coming back is not always up to you."""
    viewer = viewer_of(request)
    page = queries.group(viewer, slug)
    if request.method != "POST":
        return render(request, "groups/leave.jinja", {"group": page})
    actions.leave_group(actor=viewer, group_id=page.card.id, now=utcnow())
    undo = reverse("group-join", args=[slug]) if page.card.kind == GroupKind.OPEN else ""
    toasts.say(request, _("You are no longer a member of %(group)s.") % {"group": page.card.name}, undo=undo)
    return redirect("groups")


@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the owners to be let in."""
    viewer = viewer_of(request)
    actions.ask_to_join(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    undo = reverse("group-ask-end", args=[slug])
    toasts.say(request, _("Your request is with the owners of the group."), undo=undo)
    return redirect("group", slug=slug)


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the own request back."""
    viewer = viewer_of(request)
    actions.withdraw_request(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    toasts.say(request, _("Your request is taken back."))
    return redirect("group", slug=slug)


@require_POST
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Become a member as invited."""
    viewer = viewer_of(request)
    actions.accept_invitation(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    toasts.say(request, _("Welcome, you are a member now."))
    return redirect("group", slug=slug)


@require_POST
def refuse(request: HttpRequest, slug: str) -> HttpResponse:
    """Say no to an invitation."""
    viewer = viewer_of(request)
    actions.decline_invitation(actor=viewer, group_id=queries.group_id_of(viewer, slug), now=utcnow())
    toasts.say(request, _("You said no to the invitation."))
    return redirect("groups")
