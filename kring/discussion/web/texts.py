"""A text as the editor needs it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kring.kit.markup import TooLong, render


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The HTML of the Markdown in `source`; mentions and topics stay as typed. Nothing is kept."""
    try:
        html = render(request.POST.get("source", ""), people={}, topics={}).html
    except TooLong:
        return HttpResponse(status=422)
    return HttpResponse(html)
