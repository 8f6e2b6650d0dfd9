"""Following topics, and completing what somebody types after a #."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kring.identity.web.viewer import viewer_of
from kring.infra.returning import is_wanted, pressed
from kring.kit.clock import utcnow
from kring.topics import actions, queries
from kring.ui import toasts


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """Topics that begin with `q`, for the list that opens after a #."""
    found = queries.suggested_topics(viewer_of(request), request.GET.get("q", ""))
    items = [{"value": f"#{card.slug}", "label": f"#{card.slug}"} for card in found]
    return JsonResponse(items, safe=False)


@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a topic, or stop following it when the button was on."""
    if not is_wanted(request):
        return unfollow(request, slug)
    actions.follow_topic(actor=viewer_of(request), slug=slug, now=utcnow())
    return pressed(request, f"/topics/{slug}/")


@require_POST
def unfollow(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop following a topic; it can be taken back."""
    actions.unfollow_topic(actor=viewer_of(request), slug=slug, now=utcnow())
    if not request.headers.get("HX-Request"):
        text = _("You no longer follow #%(topic)s.") % {"topic": slug}
        toasts.say(request, text, undo=f"/topics/{slug}/follow/")
    return pressed(request, f"/topics/{slug}/")
