"""The digest of the viewer: when it comes, what it would say, and all that it counted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from kring.digests import actions, queries
from kring.digests.links import behind_stop_token
from kring.digests.web.forms import RhythmForm
from kring.identity.web.viewer import public, viewer_of
from kring.infra.verdict import Unseen
from kring.kit.clock import utcnow
from kring.ui.toasts import say


@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """How often and when; and what would be sent now."""
    viewer, now = viewer_of(request), utcnow()
    form = RhythmForm(request.POST or None)
    if form.is_valid():
        actions.choose_rhythm(person=viewer, appointment=form.appointment, now=now)
        say(request, _("All right, your digest is arranged."))
        return redirect("digest-settings")
    own = queries.own_digest(viewer, now)
    if not form.is_bound:
        form = RhythmForm(initial=vars(own.appointment))
    context = {"form": form, "own": own, "contents": own.preview}
    return render(request, "digests/settings.jinja", context, status=422 if form.is_bound else 200)


@require_GET
def digest(request: HttpRequest) -> HttpResponse:
    """All that the last digest counted and that is still unread."""
    return render(request, "digests/digest.jinja", {"contents": queries.unseen(viewer_of(request))})


@public
@csrf_exempt  # a mail program posts here without a page of ours; the secret in the address is what counts
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the digest must stop, and stop it; says nothing of what stood in it."""
    account_id = behind_stop_token(token)
    if account_id is None:
        raise Unseen
    stopped = request.method == "POST"
    if stopped:
        actions.stop_digest(account_id=account_id, now=utcnow())
    return render(request, "digests/stop.jinja", {"stopped": stopped})
