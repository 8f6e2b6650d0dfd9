"""What the digests of everybody cost: found, said in words and handed over, on the seeded world."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kring.config.bench.measure import cpu, family
from kring.config.bench.run import seeded
from kring.config.bench.sizes import Sizes
from kring.infra.postgres import Cluster

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class DigestCost:
    """One round: people, mails that left, minutes of wall clock, CPU seconds, statements a hundred people."""

    people: int
    mails: int
    minutes: float
    cpu_web: float
    cpu_database: float
    statements: float


def digest_cost(cluster: Cluster, sizes: Sizes, progress: Progress) -> DigestCost:
    """One daily round for everybody, told of the newest week; the mail server takes everything at once."""
    with seeded(cluster, sizes, progress):
        from django.db import connection
        from django.test.utils import override_settings

        counted, database = _Counted(), family(cluster.postmaster.pid or 0)
        fast = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "DIGEST": "daily"}
        begun, web, base = time.monotonic(), time.process_time(), cpu(database)
        with override_settings(**fast), connection.execute_wrapper(counted):
            mails = _round(sizes, progress)
        return DigestCost(
            sizes.people,
            mails,
            (time.monotonic() - begun) / 60,
            time.process_time() - web,
            (cpu(database) - base) / 1000,
            100 * counted.statements / sizes.people,
        )


class _Counted:
    """Counts statements, savepoints left out."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements += "SAVEPOINT" not in sql
        return execute(sql, params, many, context)


def _round(sizes: Sizes, progress: Progress) -> int:
    from kring.digests.actions import PEOPLE, begin_rounds, build_part
    from kring.infra.sending import Sender

    newest = _newest()
    begin_rounds(now=newest - timedelta(days=7))
    morning = newest + timedelta(days=2)
    for round_id in begin_rounds(now=morning):
        done = 0
        while build_part(round_id=round_id, now=morning):
            done += PEOPLE
            progress("Digests found", min(done, sizes.people), sizes.people)
    return Sender(clock=lambda: morning, pause=lambda _seconds: None, per_minute=10**9).run()


def _newest() -> datetime:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(act) FROM discussion_thread")
        newest: datetime = cursor.fetchone()[0]
    return newest
