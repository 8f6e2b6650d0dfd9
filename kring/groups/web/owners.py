"""What owners do with members: remove, block, share ownership."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.groups import actions
from kring.groups.web.door import act
from kring.ui import toasts


@require_POST
def remove(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Take somebody out of the group."""
    act(request, slug, handle, actions.remove_member)
    toasts.say(request, _("This person is no longer a member."))
    return redirect("group-members", slug=slug)


@require_POST
def block(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Keep somebody out; taking that back does not make a member again."""
    act(request, slug, handle, actions.block_member)
    undo = reverse("group-block-end", args=[slug, handle])
    toasts.say(request, _("This person cannot come in any more."), undo=undo)
    return redirect("group-door", slug=slug)


@require_POST
def unblock(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """No longer keep somebody out."""
    act(request, slug, handle, actions.unblock_person)
    toasts.say(request, _("This person can come in again."))
    return redirect("group-door", slug=slug)


@require_POST
def make_owner(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Share ownership with a member."""
    act(request, slug, handle, actions.make_owner)
    undo = reverse("group-owner-end", args=[slug, handle])
    toasts.say(request, _("This person is an owner now."), undo=undo)
    return redirect("group-members", slug=slug)


@require_POST
def withdraw_owner(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Make an owner an ordinary member again."""
    act(request, slug, handle, actions.withdraw_owner)
    toasts.say(request, _("This person is no longer an owner."))
    return redirect("group-members", slug=slug)
