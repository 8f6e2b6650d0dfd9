"""Every request gets a number, a log line and a place in the metrics."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse

from kring.kit.ids import new_id

log = logging.getLogger("kring.requests")
_lock = Lock()
_counts: Counter[tuple[str, str]] = Counter()
_seconds: Counter[str] = Counter()


class RequestLog:
    """Logs method, route, status and milliseconds; never an address with its query, never a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        number = new_id().hex[-12:]
        request.META["KRING_REQUEST"] = number
        response = self.get_response(request)
        response["X-Request-Id"] = number
        took = time.perf_counter() - start
        route = request.resolver_match.route if request.resolver_match else "(none)"
        with _lock:
            _counts[(route, str(response.status_code))] += 1
            _seconds[route] += took  # type: ignore[assignment]
        log.info(
            "request",
            extra={
                "kring": {
                    "request": number,
                    "method": request.method,
                    "route": route,
                    "status": response.status_code,
                    "ms": round(took * 1000, 1),
                }
            },
        )
        return response


def metrics() -> str:
    """This process's counters in the Prometheus text format."""
    with _lock:
        counts, seconds = dict(_counts), dict(_seconds)
    lines = ["# TYPE kring_requests_total counter"]
    lines += [
        f'kring_requests_total{{route="{route}",status="{status}"}} {count}'
        for (route, status), count in sorted(counts.items())
    ]
    lines.append("# TYPE kring_request_seconds_total counter")
    lines += [
        f'kring_request_seconds_total{{route="{route}"}} {took:.6f}'
        for route, took in sorted(seconds.items())
    ]
    return "\n".join(lines) + "\n"
