"""What open event streams cost: memory each, and how long until many of them have heard some news."""

import asyncio
import json
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from kring.config.bench.measure import family
from kring.config.bench.run import DATABASE
from kring.infra.postgres import Cluster

Progress = Callable[[str, int, int], None]
RECEIVERS, AT_ONCE, ROUNDS = 1_000, 200, 5
OWN_STREAMS = 20  # of one listener: groups, people and topics followed, out of so many that there are
THERE = 7_000
SPARE = 200  # files that are open besides the streams
PAUSE = 2.5  # seconds; nobody is told twice within two


@dataclass(frozen=True)
class StreamCost:
    """Streams open, kB of memory each, and milliseconds until all receivers heard: median and worst round."""

    streams: int
    kilobytes: float
    receivers: int
    told: float
    told_worst: float


def stream_cost(cluster: Cluster, streams: int, progress: Progress) -> StreamCost:
    """Open so many streams on a live process of its own, and tell a thousand of them some news."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    streams = min(streams, hard - SPARE)  # one file each, here and there
    cluster.drop_database(DATABASE)
    cluster.create_database(DATABASE)
    os.environ["DATABASE_URL"] = cluster.dsn(DATABASE)
    try:
        import django

        django.setup()
        with _serving() as (port, pid):
            return asyncio.run(_measured(port, pid, streams, progress))
    finally:
        cluster.drop_database(DATABASE)


async def _measured(port: int, pid: int, streams: int, progress: Progress) -> StreamCost:
    shared, before = uuid4(), _memory(pid)
    lines: list[asyncio.StreamReader] = []
    keep: list[asyncio.StreamWriter] = []
    for done in range(0, streams, AT_ONCE):
        progress("Streams", done, streams)
        part = range(done, min(done + AT_ONCE, streams))
        opened = [_listen(port, shared if n < RECEIVERS else None) for n in part]
        for reader, writer in await asyncio.gather(*opened):
            lines.append(reader)
            keep.append(writer)
    await asyncio.sleep(PAUSE)
    each = (_memory(pid) - before) / streams
    told = [await _told(lines[:RECEIVERS], str(shared)) for _ in range(ROUNDS)]
    for writer in keep:
        writer.close()
    return StreamCost(streams, each, min(RECEIVERS, streams), statistics.median(told), max(told))


async def _listen(port: int, shared: UUID | None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    from kring.infra.live_tickets import make_ticket
    from kring.kit.clock import utcnow

    own = [_stream(n) for n in random.sample(range(THERE), OWN_STREAMS)] + ([shared] if shared else [])
    ticket = make_ticket(account_id=uuid4(), streams=own, asked_at=utcnow())
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
    writer.write(f"GET /live/?ticket={quote(ticket)} HTTP/1.1\r\nHost: kring\r\n\r\n".encode())
    await reader.readuntil(b"event: hello")
    return reader, writer


def _stream(n: int) -> UUID:
    return uuid5(NAMESPACE_OID, str(n))


async def _told(readers: list[asyncio.StreamReader], shared: str) -> float:
    """Milliseconds from the signal until the last of these has heard it."""
    hearing = [asyncio.create_task(reader.readuntil(b"event: news")) for reader in readers]
    await asyncio.sleep(0)
    begun = time.perf_counter()
    await asyncio.to_thread(_signal, shared)
    await asyncio.gather(*hearing)
    took = (time.perf_counter() - begun) * 1000
    await asyncio.sleep(PAUSE)
    return took


def _signal(shared: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('kring', %s)", [json.dumps({"streams": [shared]})])


def _memory(pid: int) -> float:
    """Kilobytes that belong to a process and its children, what they share counted once."""
    found = 0
    for one in family(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                found += int(line.split()[1])
    return found


@contextmanager
def _serving() -> Iterator[tuple[int, int]]:
    """One live process on a free port; gives the port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kring.config.serving", "live", "127.0.0.1", str(port), "1"]
    server = subprocess.Popen(command)  # noqa: S603 - only words of our own
    try:
        _wait_for(f"http://127.0.0.1:{port}/live/health")
        time.sleep(PAUSE)  # tickets of before it heard anything are void
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str) -> None:
    for _attempt in range(300):
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own process
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the live process did not start")
