"""The page behind "no more mails for this reason": works without signing in, shows nothing of the mail."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kring.identity.web.viewer import public
from kring.infra.verdict import Unseen
from kring.notifications import actions, links
from kring.notifications.models import Reason


@public
@csrf_exempt  # a mail program posts here without a page of ours; the secret in the address is what counts
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether mails for one reason must stop, and stop them; "undo" lets them come again."""
    account_id, reason = behind(token)
    stopped = None
    if request.method == "POST":
        stopped = "undo" not in request.POST
        if stopped:
            actions.stop_mail(account_id=account_id, reason=reason)
        else:
            actions.allow_mail(account_id=account_id, reason=reason)
    context = {"reason": Reason(reason).label, "stopped": stopped, "title": _("Mails from Kring")}
    return render(request, "notifications/stop.jinja", context)


def behind(token: str) -> tuple[UUID, str]:
    """Whose mail for which reason a secret stops. Raises Unseen for any other text."""
    found = links.behind_stop_token(token)
    if found is None:
        raise Unseen
    return found
