"""Pages for what is not there, not allowed, or went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kring.identity.web.viewer import public
from kring.shell.web.problems import is_for_program, problem


def failed(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    """The page that says what happened, what is safe and what to do."""
    if is_for_program(request):
        return problem(status, reason)
    number = request.META.get("KRING_REQUEST", "")
    context = {"status": status, "reason": reason, "number": number if status >= 500 else ""}
    return render(request, "ui/failed.jinja", context, status=status)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return failed(request, 404)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something we could not read."""
    return failed(request, 400)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not allowed, said by the framework."""
    return failed(request, 403)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """Our fault: a page without a frame, because the frame itself may be what broke."""
    if is_for_program(request):
        return problem(500)
    number = request.META.get("KRING_REQUEST", "")
    page = render_to_string("ui/failed.jinja", {"status": 500, "reason": "", "number": number})
    return HttpResponse(page, status=500)


@public
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere; what was typed stands in the browser's draft."""
    return failed(
        request,
        403,
        _("This form is too old. Go back, reload the page and send it again. Your text is kept."),
    )
