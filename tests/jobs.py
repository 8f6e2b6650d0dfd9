"""Carrying out what waits in the queue, inside the transaction of the running test."""

import json
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from kring.infra.sending import Sender
from kring.kit.clock import utcnow

_WAITING = "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
_DONE = "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s"


def run_jobs() -> int:
    """Carry out every waiting job, also those that jobs make; returns how many there were.

    A job that fails raises here, in the test that caused it.
    """
    carried_out = 0
    while waiting := _waiting():
        for job_id, task, args in waiting:
            app.tasks[task].func(**args)
            with connection.cursor() as cursor:
                cursor.execute(_DONE, [job_id])
            carried_out += 1
    return carried_out


def send_mail(now: datetime | None = None) -> int:
    """Send the mail that is due at that moment (now); returns how many left."""
    return Sender(clock=lambda: now or utcnow(), pause=lambda seconds: None).run()


def _waiting() -> list[tuple[int, str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        rows = cursor.fetchall()
    return [(pk, task, json.loads(args) if isinstance(args, str) else args) for pk, task, args in rows]
