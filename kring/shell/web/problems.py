"""What went wrong, for programs: the sentences of the pages, as problem+json."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

API = "/api/"
_SENTENCES = {
    400: lambda: (_("We could not read what you sent"), _("Send JSON as the description of the API says.")),
    401: lambda: (_("Who are you?"), _("Send an API key that works: Authorization: Bearer kring_…")),
    403: lambda: (_("You may not do this here"), _("Nothing has changed.")),
    404: lambda: (_("This is not here"), _("It may be gone, or belong to a group that you are not in.")),
    409: lambda: (
        _("This key came before"),
        _("The Idempotency-Key was used for something else. Send a new one."),
    ),
    422: lambda: (_("Something in it does not fit"), _("Nothing is placed. See “errors” for each field.")),
    429: lambda: (_("That was a bit often"), _("Wait a minute and try again. Nothing is lost.")),
    500: lambda: (
        _("Something went wrong on our side"),
        _("What others see has not changed. Try again in a minute."),
    ),
}


def is_for_program(request: HttpRequest) -> bool:
    """Whether this is a call of the API."""
    return request.path.startswith(API)


def problem(status: int, reason: str = "", flaws: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """The answer to a call that did not work out; `reason` says more than the status does."""
    title, detail = _SENTENCES[status if status in _SENTENCES else 500]()
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": reason or detail,
        "errors": [{"field": field, "detail": sentence} for field, sentence in flaws],
    }
    return JsonResponse(told, status=status, content_type="application/problem+json")


def mismatch(sort: str, told: Mapping[str, object]) -> str:
    """What is wrong with a value that has not the shape the description gives; `sort` is pydantic's word."""
    if sort == "missing":
        return _("This is needed.")
    if sort == "extra_forbidden":
        return _("There is no such field.")
    if sort == "string_too_long":
        return _("Use at most %(most)d characters.") % {"most": told["max_length"]}
    return _("This value does not fit here. See the description of the API.")
