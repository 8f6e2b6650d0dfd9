"""`kring run`: everything Kring needs, under one supervisor."""

import fcntl
import http.client
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from kring.config.cli import fingerprint
from kring.config.cli.demo import sign_ins
from kring.config.cli.ground import Ground, is_only_user, make_home, only_run, set_environment, using
from kring.infra.logs import JsonLines
from kring.infra.postgres import Cluster
from kring.infra.supervisor import Part, Supervisor

MOST_WORKERS = 8


@dataclass(frozen=True)
class Wishes:
    """What the operator asked for on the command line."""

    host: str
    port: int
    demo: bool
    reload: bool

    @property
    def near(self) -> str:
        """The address to reach the pages at from this machine."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def origin(self) -> str:
        """The address to print."""
        return self.at(self.port)

    @property
    def live_origin(self) -> str:
        """Where the browser finds live signals."""
        return self.at(self.port + 1)

    def at(self, port: int) -> str:
        """The address of a port of ours."""
        return f"http://{f'[{self.near}]' if ':' in self.near else self.near}:{port}"


@click.command()
@click.option("--port", type=click.IntRange(1, 65_534), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--no-demo", is_flag=True, help="Leave an empty database empty.")
@click.option("--reload", is_flag=True, help="For development: start again when source changes.")
def run(port: int, host: str, no_demo: bool, reload: bool) -> None:
    """Start Kring: database, pages, worker and live signals; Ctrl-C stops them all.

    The first start makes the database and fills it with the demo world.
    """
    wishes = Wishes(host, port, demo=not no_demo, reload=reload)
    log_to_stderr()
    check_port_free(wishes)
    home = make_home()
    set_environment(home)
    if "KRING_ORIGIN" not in os.environ:
        # Nobody stands before us to bring both ports under one address.
        os.environ["KRING_ORIGIN"] = wishes.origin
        os.environ.setdefault("KRING_LIVE_ORIGIN", wishes.live_origin)
    if reload:
        os.environ.setdefault("KRING_DEBUG", "1")
    with only_run(home):
        if os.environ.get("DATABASE_URL"):
            serve(Ground(home, None), wishes)
            return
        cluster = Cluster(home)
        with tied_cluster(cluster, home):
            os.environ["DATABASE_URL"] = cluster.dsn()
            serve(Ground(home, cluster), wishes)


def serve(here: Ground, wishes: Wishes) -> None:
    """Prepare what is not prepared yet, then run all parts until told to stop."""
    if fingerprint.taken(here.url) != fingerprint.remembered(here.home):
        click.echo("Preparing the database ...", err=True)
        command = [sys.executable, "-m", "kring", "prepare", *([] if wishes.demo else ["--no-demo"])]
        prepared = subprocess.run(command, check=False)  # noqa: S603 - ourselves
        if prepared.returncode:
            raise click.ClickException("The database could not be prepared; the reason stands above.")
    watch = fingerprint.PACKAGE if wishes.reload else None
    supervisor = Supervisor(parts(wishes), here.cluster, watch)
    supervisor.run(when_ready=lambda: greet(here, wishes))


def parts(wishes: Wishes) -> list[Part]:
    """The processes to run. Live signals take the port after the pages'."""
    serving = [sys.executable, "-m", "kring.config.serving"]
    workers = int(os.environ.get("KRING_WORKERS", "0")) or min(os.cpu_count() or 1, MOST_WORKERS)
    # Short lines for a person; a log gets them all.
    quiet = {"KRING_LOG_LEVEL": "WARNING"} if is_watched() and "KRING_LOG_LEVEL" not in os.environ else {}
    pages = [*serving, "pages", wishes.host, str(wishes.port), str(workers)]
    return [
        Part("pages", pages, quiet, lambda: answers(wishes)),
        Part("worker", [sys.executable, "-m", "kring", "worker"], quiet),
        Part("live", [*serving, "live", wishes.host, str(wishes.port + 1), "1"], quiet),
    ]


def answers(wishes: Wishes) -> bool:
    """Whether the pages answer."""
    connection = http.client.HTTPConnection(wishes.near, wishes.port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"Host": f"127.0.0.1:{wishes.port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def greet(here: Ground, wishes: Wishes) -> None:
    """Say where Kring is, where its data is, and how to sign in to the demo."""
    click.echo(f"Kring runs at {os.environ['KRING_ORIGIN']}")
    click.echo(f"Data folder   {here.home}")
    if here.cluster is not None:
        click.echo(f"Database      PostgreSQL {here.cluster.version} in {here.cluster.layout.folder}")
    if not os.environ["KRING_ORIGIN"].endswith(f":{wishes.port}"):
        click.echo(f"Listening on  {wishes.host}, port {wishes.port}")
    if lines := sign_ins(here.home):
        click.echo("\n".join(["Sign in as", *lines]))
    click.echo("Ctrl-C stops it.")


@contextmanager
def tied_cluster(cluster: Cluster, home: Path) -> Iterator[None]:
    """Have the private database run, ending with us however we end."""
    with using(cluster, home, tie=True) as lock:
        if cluster.note:
            click.echo(cluster.note, err=True)
        # One that another command left running would outlive us; nobody uses it, so it makes way.
        if not cluster.children and is_only_user(lock):
            cluster.stop()
            cluster.start(tie=True)
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def check_port_free(wishes: Wishes) -> None:
    """Refuse a port that is taken: the server itself would share it silently."""
    family = socket.AF_INET6 if ":" in wishes.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((wishes.host, wishes.port))
        except OSError as error:
            raise click.ClickException(
                f"Port {wishes.port} on {wishes.host} cannot be used: {error.strerror}."
                " Choose another with --port."
            ) from None


def is_watched() -> bool:
    """Whether a person looks at our log."""
    return sys.stderr.isatty()


def log_to_stderr() -> None:
    """Send the supervisor's own log to stderr: short lines for a person, JSON for a log."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s") if is_watched() else JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
