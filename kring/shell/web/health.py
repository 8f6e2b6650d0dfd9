"""For whoever runs Kring: is it well, and how busy is it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import public
from kring.infra.requests import metrics as request_metrics
from kring.shell.queries import jobs_by_state, reach_database


@public
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 when pages and database work; says nothing else, so anyone may ask."""
    reach_database()
    return JsonResponse({"status": "ok"})


@public
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters for a monitoring program that shows the metrics token; without one set there are none."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, wanted):
        raise Http404
    jobs = "".join(f'kring_jobs{{status="{status}"}} {count}\n' for status, count in jobs_by_state())
    return HttpResponse(
        request_metrics() + "# TYPE kring_jobs gauge\n" + jobs, content_type="text/plain; version=0.0.4"
    )
