"""Following what a colleague writes."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.identity.web.viewer import viewer_of
from kring.infra.returning import is_wanted, pressed
from kring.kit.clock import utcnow
from kring.people import actions, queries
from kring.ui import toasts


@require_POST
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow somebody, or stop following when the button was on."""
    if not is_wanted(request):
        return unfollow(request, handle)
    viewer = viewer_of(request)
    person = queries.person(viewer, handle, timezone.localdate()).card
    actions.follow_person(actor=viewer, person_id=person.id, now=utcnow())
    return pressed(request, reverse("person", args=[handle]))


@require_POST
def unfollow(request: HttpRequest, handle: str) -> HttpResponse:
    """Stop following somebody; it can be taken back."""
    viewer = viewer_of(request)
    person = queries.person(viewer, handle, timezone.localdate()).card
    actions.unfollow_person(actor=viewer, person_id=person.id, now=utcnow())
    if not request.headers.get("HX-Request"):
        text = _("You no longer follow %(name)s.") % {"name": person.name}
        toasts.say(request, text, undo=reverse("person-follow", args=[handle]))
    return pressed(request, reverse("person", args=[handle]))
