"""Signals from the pages and the worker to the live process: ids only, over a channel of the database.

A signal goes out when the transaction around it does, and never when that is rolled back.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

CHANNEL = "kring"
# The database takes at most 8,000 bytes at once.
MOST_IDS = 150


def signal_news(*, streams: Iterable[UUID]) -> None:
    """Tell whoever listens to one of these streams that there is something new."""
    ids = [str(stream) for stream in dict.fromkeys(streams)]
    for start in range(0, len(ids), MOST_IDS):
        _send({"streams": ids[start : start + MOST_IDS]})


def signal_close(*, account_id: UUID) -> None:
    """Have this person's open streams closed, and void the tickets asked for until now."""
    _send({"close": str(account_id)})


def _send(signal: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(signal)])
