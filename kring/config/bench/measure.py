"""Asking pages and reading what they cost from the kernel's own counters."""

import http.client
import os
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What one page costs: CPU milliseconds of pages and database, wall milliseconds, bytes of HTML."""

    name: str
    web: float
    database: float
    p50: float
    size: int

    @property
    def total(self) -> float:
        """All CPU milliseconds of one page."""
        return self.web + self.database


def family(pid: int) -> list[int]:
    """A process and everything it started."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def cpu(pids: Iterable[int]) -> float:
    """Milliseconds of user and system time used so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / TICK


def ask(connection: http.client.HTTPConnection, path: str, cookie: str) -> int:
    """Fetch a page; returns its size. Raises RuntimeError when it is not 200."""
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return len(body)


def cost_of(name: str, paths: Sequence[str], cookies: Sequence[str], at: tuple[int, int, int]) -> Cost:
    """Ask `paths` as the people of `cookies`, one at a time; `at` is port, pages' pid, database's pid.

    Everybody comes once before the clock starts, so that caches are as on a working day.
    """
    port, pages, database = at
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    rounds = [(paths[n % len(paths)], cookie) for n, cookie in enumerate(cookies)]
    size = max(ask(connection, path, cookie) for path, cookie in rounds)
    before = cpu(family(pages)), cpu(family(database))
    waits = []
    for path, cookie in rounds * 5:
        start = time.perf_counter()
        ask(connection, path, cookie)
        waits.append((time.perf_counter() - start) * 1000)
    after = cpu(family(pages)), cpu(family(database))
    web, data = ((now - then) / len(waits) for now, then in zip(after, before, strict=True))
    return Cost(name, web, data, statistics.median(waits), size)
