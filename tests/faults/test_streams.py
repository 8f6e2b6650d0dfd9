"""Open streams when readers take nothing off the line, and when the live process dies under them."""

import json
import os
import signal
import socket
import time
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest

from kring.infra.live_hub import STORM
from kring.infra.live_signals import CHANNEL
from kring.infra.live_tickets import make_ticket
from kring.infra.tests.live_browsers import live_process
from kring.kit.clock import utcnow
from tests.database import cluster, copy_of_template

STUCK, LISTENERS = 200, 100
MOST_HELD = 64 * 1024


@pytest.fixture(scope="module")
def url():
    return cluster().dsn(copy_of_template("streams"))


def tell(url, stream):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"streams": [str(stream)]})])


def never_reads(port, stream):
    """Somebody asks for news and takes nothing off the line."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    line.connect(("127.0.0.1", port))
    ticket = make_ticket(account_id=uuid4(), streams=[stream], asked_at=utcnow())
    line.sendall(f"GET /live/?ticket={quote(ticket)} HTTP/1.1\r\nHost: kring\r\n\r\n".encode())
    return line


def test_f10_readers_who_never_read_hold_nothing_up_and_next_to_nothing(url):
    stream = uuid4()
    with live_process(url) as live:
        before = live.memory()
        stuck = [never_reads(live.port, stream) for _ in range(STUCK)]
        quick = [live.listen(uuid4(), stream) for _ in range(20)]
        for times in (1, 2, 3):
            tell(url, stream)
            assert all(browser.hears("news", 10, times=times) for browser in quick)
        assert (live.memory() - before) / STUCK < MOST_HELD
        for line in stuck:
            line.close()


def test_f11_after_a_kill_all_come_back_spread_out_and_hear_what_comes_then(url):
    stream = uuid4()
    with live_process(url) as live:
        before = [live.listen(uuid4(), stream) for _ in range(LISTENERS)]
        waits = [int(one.heard.partition(b"retry: ")[2].split()[0]) / 1000 for one in before]
        low, high = STORM
        assert low <= min(waits) < high / 4 < high * 3 / 4 < max(waits) <= high
        os.kill(worker_of(live.process.pid), signal.SIGKILL)
        for browser in before:
            while not browser.ended:
                browser.read(10)
        tell(url, stream)  # nobody hears this: who comes back asks for it once
        live.wait()
        time.sleep(2.1)  # tickets of before it heard anything are void
        again = [live.listen(uuid4(), stream) for _ in range(LISTENERS)]
        tell(url, stream)
        assert all(browser.hears("news", 10) for browser in again)
        assert all(browser.heard.count(b"event: news") == 1 for browser in again)


def worker_of(pid):
    """The process that holds the connections."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        return int(children.read().split()[0])
