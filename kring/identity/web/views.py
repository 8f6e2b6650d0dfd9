"""The own sign-in settings, language and look, and the door for whoever was invited."""

from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.identity import actions, queries, rules
from kring.identity.web.forms import LanguageForm, ModeForm, WelcomeForm
from kring.identity.web.viewer import anyone_of, public, viewer_of
from kring.kit.clock import utcnow
from kring.ui.toasts import say

YEAR = 60 * 60 * 24 * 365
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """How I sign in, and where I am signed in."""
    viewer, now = viewer_of(request), utcnow()
    means = queries.sign_in_means(viewer, request.session.session_key, now)
    context = {"means": means, "keys": queries.api_keys(viewer, now)}
    return render(request, "identity/security.jinja", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out on all other devices; here the viewer stays."""
    account = actions.sign_out_everywhere(account_id=viewer_of(request).id, now=utcnow())
    update_session_auth_hash(request, account)
    say(request, _("You are signed out everywhere else."))
    return redirect("security")


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Choose the language, with or without an account."""
    form = LanguageForm(request.POST)
    answer = _back(request)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if viewer := anyone_of(request):
            actions.set_language(viewer=viewer, language=language)
        _remember(answer, settings.LANGUAGE_COOKIE_NAME, language)
    return answer


@public
@require_POST
def set_mode(request: HttpRequest) -> HttpResponse:
    """Choose light or dark, with or without an account."""
    form = ModeForm(request.POST)
    answer = _back(request)
    if form.is_valid():
        mode = form.cleaned_data["mode"]
        if viewer := anyone_of(request):
            actions.set_mode(viewer=viewer, mode=mode)
        _remember(answer, "mode", mode)
    return answer


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of an invitation: name and password make the account."""
    invited = queries.invitation_behind(secret)
    verdict = rules.may_accept(invited, utcnow())
    if not verdict:
        context = {"reason": verdict.reason, "used": invited.accepted_at is not None}
        return render(request, "identity/invitation_over.jinja", context, status=410)
    known = {
        "first_name": invited.first_name,
        "name_prefix": invited.prefix,
        "last_name": invited.last_name,
    }
    form = WelcomeForm(request.POST or None, initial=known, email=invited.email)
    if form.is_valid():
        account = actions.accept_invitation(
            secret=secret, name=form.name, password=form.cleaned_data["password"], now=utcnow()
        )
        login(request, account, backend=BACKEND)
        return redirect("home")
    return render(request, "identity/invitation.jinja", {"form": form, "email": invited.email})


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the form stood on; nothing at all for a script that already changed it."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    page = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return redirect(page if here else "home")


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
