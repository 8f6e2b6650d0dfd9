"""A real live process on a port of its own, and browsers that listen to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID

from kring.infra.live_tickets import make_ticket
from kring.kit.clock import utcnow

SERVE = [sys.executable, "-m", "kring.config.serving", "live", "127.0.0.1"]


def get(port: int, path: str) -> tuple[int, socket.socket]:
    """Ask for a path: the status, and the open connection behind the head of the answer."""
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head and (byte := line.recv(1)):
        head += byte
    return int(head.split()[1]), line


@dataclass
class Browser:
    """One page that listens."""

    line: socket.socket
    heard: bytes = b""
    ended: bool = False

    def hears(self, word: str, seconds: float = 5.0, times: int = 1) -> bool:
        """Whether an event of this name has come so many times, waiting so long for it."""
        deadline = time.monotonic() + seconds
        while self.heard.count(b"event: %s\n" % word.encode()) < times:
            left = deadline - time.monotonic()
            if left <= 0 or self.ended:
                return False
            self.read(left)
        return True

    def read(self, seconds: float) -> None:
        """Take what comes off the line within so many seconds."""
        self.line.settimeout(max(seconds, 0.01))
        try:
            came = self.line.recv(65_536)
        except TimeoutError:
            return
        except ConnectionError:
            came = b""
        self.heard += came
        self.ended = not came or came.endswith(b"0\r\n\r\n")


@dataclass
class LiveProcess:
    """A running live process."""

    port: int
    process: subprocess.Popen[bytes]
    browsers: list[Browser] = field(default_factory=list)

    def status(self, path: str = "/live/health") -> int:
        """What it answers at a path; 0 when nobody is there."""
        try:
            status, line = get(self.port, path)
        except (OSError, IndexError):
            return 0
        line.close()
        return status

    def listeners(self) -> int:
        """How many it says are listening."""
        _status, line = get(self.port, "/live/health")
        with line:
            return int(json.loads(line.recv(1000))["listeners"])

    def wait(self, status: int = 200, seconds: float = 30.0) -> None:
        """Wait until it says how it is."""
        deadline = time.monotonic() + seconds
        while self.status() != status:
            assert time.monotonic() < deadline, f"live does not answer {status}"
            time.sleep(0.1)

    def try_ticket(self, ticket: str) -> int:
        """The status that a ticket gets."""
        return self.status(f"/live/?ticket={quote(ticket)}")

    def listen(self, account: UUID, *streams: UUID, ticket: str = "") -> Browser:
        """Somebody opens a page that listens to these streams."""
        asked = ticket or make_ticket(account_id=account, streams=streams, asked_at=utcnow())
        status, line = get(self.port, f"/live/?ticket={quote(asked)}")
        assert status == 200, status
        browser = Browser(line)
        self.browsers.append(browser)
        assert browser.hears("hello")
        return browser

    def close_browsers(self) -> None:
        """Everybody goes away."""
        for browser in self.browsers:
            browser.line.close()
        self.browsers.clear()

    def memory(self) -> int:
        """Bytes of memory that belong to it and its child."""
        listed = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True)
        rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
        return 1024 * sum(rss for pid, parent, rss in rows if self.process.pid in (pid, parent))


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def live_process(url: str) -> Iterator[LiveProcess]:
    """A live process that hears the database at this address; stopped afterwards."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "kring.config.settings"}
    process = subprocess.Popen([*SERVE, str(port), "1"], env=environment)
    live = LiveProcess(port, process)
    try:
        live.wait()
        time.sleep(2.1)  # tickets of before it heard anything are void, and clocks may differ
        yield live
    finally:
        live.close_browsers()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
