"""In tests only: where the browser reports what the content policy stopped."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from kring.identity.web.viewer import public

reports: list[str] = []


@public
@csrf_exempt
def report(request: HttpRequest) -> HttpResponse:
    """Keep the report for the test to read."""
    reports.append(request.body.decode("utf-8", "replace"))
    return HttpResponse(status=204)
