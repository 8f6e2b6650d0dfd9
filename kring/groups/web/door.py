"""The door of a group: who asks to come in, who is invited, who is kept out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.groups import actions, queries
from kring.groups.web.views import inside
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.people.queries import suggested_people
from kring.ui import toasts


@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Requests, invitations and blocks, for owners."""
    viewer = viewer_of(request)
    door = queries.at_the_door(viewer, slug)
    page = queries.group(viewer, slug)
    return render(
        request, "groups/door.jinja", {"group": page, "door": door, "lanes": inside(page, "group-door")}
    )


def act(request: HttpRequest, slug: str, handle: str, action: Callable[..., None]) -> None:
    """Carry out what an owner decided about one person."""
    viewer = viewer_of(request)
    group_id = queries.group_id_of(viewer, slug)
    person_id = queries.person_behind(viewer, handle)
    action(actor=viewer, group_id=group_id, person_id=person_id, now=utcnow())


@require_POST
def admit(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Let somebody in who asked."""
    act(request, slug, handle, actions.admit)
    toasts.say(request, _("This person is a member now."))
    return redirect("group-door", slug=slug)


@require_POST
def decline(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Say no to somebody who asked."""
    act(request, slug, handle, actions.decline)
    toasts.say(request, _("The request is declined."))
    return redirect("group-door", slug=slug)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Find somebody by name and invite that person."""
    viewer = viewer_of(request)
    if request.method == "POST":
        act(request, slug, request.POST.get("handle", ""), actions.invite_to_group)
        toasts.say(request, _("The invitation is sent."))
        return redirect("group-invite", slug=slug)
    page = queries.group(viewer, slug)
    q = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = suggested_people(viewer, q) if page.may.invite and q else ()
    return render(request, "groups/invite.jinja", {"group": page, "q": q, "found": found})


@require_POST
def uninvite(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Take an invitation back."""
    act(request, slug, handle, actions.withdraw_invitation)
    toasts.say(request, _("The invitation is taken back."))
    return redirect("group-door", slug=slug)
