"""Log lines and counters."""

import json
import logging

from kring.infra.logs import JsonLines
from kring.infra.requests import metrics


def test_log_line_is_one_json_object():
    record = logging.LogRecord("kring", logging.INFO, "", 0, "hello %s", ("you\nthere",), None)
    record.kring = {"ms": 1.5}
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "hello you\nthere"
    assert json.loads(line)["ms"] == 1.5


def test_metrics_count_requests(client, db):
    client.get("/health")
    assert 'kring_requests_total{route="health",status="200"}' in metrics()
