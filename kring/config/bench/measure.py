"""Asking pages and reading what they cost from the kernel's own counters."""

import http.client
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

TOKEN = "b" * 32  # against forged forms: in cookie and form alike
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Ask:
    """A page to open, or with `form` something to place; the form is made anew each time."""

    path: str
    form: Callable[[], dict[str, str]] | None = None


@dataclass(frozen=True)
class Cost:
    """What one page costs: CPU milliseconds of pages and database, wall milliseconds, bytes of HTML."""

    name: str
    web: float
    database: float
    p50: float
    p95: float
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


def send(connection: http.client.HTTPConnection, ask: Ask, cookie: str) -> int:
    """Open a page or place something; returns the size. Raises RuntimeError for another status than hoped."""
    headers = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}"}
    if ask.form is None:
        connection.request("GET", ask.path, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({**ask.form(), "csrfmiddlewaretoken": TOKEN})
        connection.request("POST", ask.path, body, headers)
    answer = connection.getresponse()
    body_size = len(answer.read())
    if answer.status != (302 if ask.form else 200):
        raise RuntimeError(f"{ask.path} answered {answer.status}")
    return body_size


def cost_of(name: str, asks: Sequence[Ask], cookies: Sequence[str], at: tuple[int, int, int]) -> Cost:
    """Send `asks` as the people of `cookies`, one at a time; `at` is port, pages' pid, database's pid.

    Everybody comes once before the clock starts, so that caches are as on a working day.
    """
    port, pages, database = at
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    rounds = [(asks[n % len(asks)], cookie) for n, cookie in enumerate(cookies)]
    size = max(send(connection, one, cookie) for one, cookie in rounds)
    before = cpu(family(pages)), cpu(family(database))
    waits = []
    for one, cookie in rounds * 5:
        start = time.perf_counter()
        send(connection, one, cookie)
        waits.append((time.perf_counter() - start) * 1000)
    after = cpu(family(pages)), cpu(family(database))
    web, data = ((now - then) / len(waits) for now, then in zip(after, before, strict=True))
    return Cost(name, web, data, statistics.median(waits), statistics.quantiles(waits, n=20)[-1], size)
