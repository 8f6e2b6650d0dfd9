"""A whole Kring of its own for tests that break things: `kring run` in a new home folder, and its members."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from kring.infra.postgres import Cluster
from kring.infra.tests.clusters import open_folder
from tests.cast import PASSWORD

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that is free now, and the next one too."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(fact: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until something is so and give the seconds it took; fails with `what` when it takes too long."""
    begun = time.monotonic()
    while not fact():
        assert time.monotonic() - begun < seconds, f"{what} took more than {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - begun


@dataclass
class Running:
    """A running Kring: its supervisor, home and port."""

    home: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def cluster(self) -> Cluster:
        """Its private database."""
        return Cluster(self.home)

    def is_up(self) -> bool:
        """Whether the pages answer."""
        return request(self.port, "GET", "/health")[0] == 200

    def rows(self, statement: str) -> list[tuple]:
        """What the database says."""
        with self.cluster.connect("kring") as connection:
            return connection.execute(statement).fetchall()

    def family(self) -> dict[int, str]:
        """All living processes under the supervisor: number and command."""
        found, parents = {}, {self.process.pid}
        listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True)
        lines = [line.split(None, 3) for line in listed.stdout.splitlines()]
        for pid, parent, state, *command in sorted(lines, key=lambda words: int(words[0])):
            if int(parent) in parents and not state.startswith("Z"):
                parents.add(int(pid))
                found[int(pid)] = command[0] if command else ""
        return found

    def kill(self, part: str) -> None:
        """Kill -9 one process of a part: pages (the parent), page (a child), worker or database."""
        children = {pid: command for pid, command in self.family().items() if pid != self.process.pid}
        pages = [pid for pid, command in children.items() if "config.serving pages" in command]
        chosen = {
            "pages": pages[:1],
            "page": pages[1:2],
            "worker": [pid for pid, command in children.items() if command.endswith("kring worker")],
            "database": [pid] if (pid := self.cluster.postmaster.pid) else [],
        }[part]
        for number in chosen:
            os.kill(number, signal.SIGKILL)


def request(port: int, method: str, path: str, body: str = "", headers: dict | None = None):
    """One request: status, headers and cookies; status 0 when there was no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        response.read()
        return response.status, response.headers
    except (OSError, http.client.HTTPException):
        return 0, None
    finally:
        connection.close()


@dataclass
class Member:
    """Somebody with a browser, who tries again when there is no answer."""

    port: int
    email: str
    cookies: dict[str, str] = field(default_factory=dict)
    tries: int = 0

    def send(self, path: str, **fields: str):
        """Send a form (or fetch a page, without fields); keeps the cookies."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = ""
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        status, answered = request(self.port, "POST" if fields else "GET", path, body, headers)
        for line in answered.get_all("Set-Cookie", []) if answered else []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return status, (answered.get("Location", "") if answered else "")

    def sign_in(self) -> None:
        """Through the front door."""
        assert self.send("/accounts/login/")[0] == 200
        status, where = self.send("/accounts/login/", login=self.email, password=PASSWORD)
        assert (status, "login" in where) == (302, False)

    def publish(self, key: str, title: str, seconds: float = 60) -> bool:
        """Ask a question until it is acknowledged; tells whether it was, within that time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.tries += 1
            status, where = self.send(
                "/threads/new/", key=key, kind="question", title=title, source="Tekst.", where="", place="1"
            )
            if status == 302 and where.startswith("/threads/"):
                return True
            assert status in {0, 500, 502, 503}, f"{title}: {status} {where}"
            time.sleep(0.2)
        return False


def environment(home: Path) -> dict[str, str]:
    """What Kring gets to see: nothing of the settings of this test run."""
    clean = {n: v for n, v in os.environ.items() if not n.startswith(("KRING_", "DATABASE_URL"))}
    return {**clean, "KRING_HOME": str(home), "KRING_WORKERS": "2", "PYTHONPATH": str(ROOT)}


def kring(home: Path, *words: str) -> None:
    """Run one command of the console program."""
    command = [sys.executable, "-m", "kring", *words]
    subprocess.run(command, env=environment(home), cwd=ROOT, check=True, capture_output=True)


@contextmanager
def home_with_cast() -> Iterator[Path]:
    """A home folder whose database holds the cast; gone afterwards."""
    with open_folder() as folder:
        kring(folder / "home", "prepare", "--no-demo")
        kring(folder / "home", "shell", "-c", "from tests.cast import make_cast; make_cast()")
        yield folder / "home"


@contextmanager
def running_kring(home: Path) -> Iterator[Running]:
    """Run Kring from a home folder, and end it afterwards."""
    port, log = free_port(), home / "log"
    command = [sys.executable, "-m", "kring", "run", "--no-demo", "--port", str(port)]
    with open(log, "w") as err:
        process = subprocess.Popen(
            command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, stderr=err, text=True
        )
    try:
        first = process.stdout.readline()
        assert first.startswith("Kring runs at"), first
        yield Running(home, port, process)
    except AssertionError as fault:
        errors = [line for line in log.read_text().splitlines() if '"error"' in line]
        fault.add_note("\n".join(errors[-3:]))
        raise
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=40)
        process.stdout.close()
