"""The gate: every page knows who looks, and none but the marked ones opens without signing in."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import load_backend
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from kring.groups.access import viewer_for
from kring.identity.actions import note_key_used
from kring.identity.queries import api_key_behind
from kring.infra.verdict import Refused, Unseen
from kring.kit.clock import utcnow
from kring.shell.web.failures import failed
from kring.shell.web.problems import is_for_program

log = logging.getLogger("kring.gate")
View = Callable[..., HttpResponse]


class ApiDoor:
    """On a call of the API, whoever the key belongs to; the sign-in of a browser counts for pages only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_for_program(request):
            scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
            now = utcnow()
            key = api_key_behind(secret, now) if scheme.lower() == "bearer" else None
            account = (
                load_backend(settings.AUTHENTICATION_BACKENDS[0]).get_user(key.account_id) if key else None
            )
            request.user = account or AnonymousUser()
            if key and account:
                request.api_key = key  # type: ignore[attr-defined]
                if key.used_on != now.date():
                    note_key_used(key_id=key.id, now=now)
        return self.get_response(request)


class ViewerGate:
    """Puts `request.viewer` on the request and turns the core's refusals into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        viewer = viewer_for(account) if account.is_authenticated else None
        request.viewer = viewer  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)  # nothing personal stays in a cache or on a shared computer
            response["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send a visitor who is not signed in to the front door, unless the view is marked public."""
        if request.viewer is not None or getattr(view, "public", False):  # type: ignore[attr-defined]
            return None
        door = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
        if getattr(request, "htmx", False):
            return HttpResponse(status=401)  # a script stays where it is: somebody may be writing there
        return HttpResponseRedirect(door if request.method == "GET" else reverse("account_login"))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Unseen and missing look the same; a refusal says its reason."""
        if isinstance(error, (Unseen, ObjectDoesNotExist)):
            return failed(request, 404)
        if not isinstance(error, Refused):
            return None
        if getattr(request, "htmx", False):  # a button puts itself back and says why
            return HttpResponse(status=403, headers={"X-Reason": quote(str(error.reason))})
        return failed(request, 403, str(error.reason))
