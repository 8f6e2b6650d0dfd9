"""The private database cluster: made when needed, started, stopped, always on a local socket only."""

import fcntl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from .errors import ClusterError
from .launch import ROLE, Launched, initialise, last_words, launch
from .layout import Layout
from .postmaster import Postmaster, is_alive, is_zombie

DATABASE = "kring"
# Recovery after a crash replays at most the write-ahead log; that is minutes at the worst.
START_PATIENCE = 300.0


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL cluster of our own under a home folder; `fsync=False` is for tests only."""

    home: Path
    fsync: bool = True
    children: list[subprocess.Popen[bytes]] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def layout(self) -> Layout:
        """Where everything stands."""
        return Layout(self.home.absolute())

    @property
    def version(self) -> str:
        """The version of the server programs, such as 18.6."""
        return self.layout.binaries.version

    @property
    def note(self) -> str | None:
        """A sentence for the person at the terminal when the data is not where one would look."""
        return self.layout.note

    @property
    def postmaster(self) -> Postmaster:
        """The server process of the data folder."""
        return Postmaster(self.layout.folder, self.layout.sockets)

    def exists(self) -> bool:
        """Whether there is a data folder already."""
        return (self.layout.folder / "PG_VERSION").exists()

    def is_running(self) -> bool:
        """Whether the server takes connections."""
        return self.postmaster.is_ready

    def dsn(self, database: str = DATABASE) -> str:
        """The address of a database of this cluster, as a postgresql:// URL."""
        host = quote(str(self.layout.sockets), safe="")
        return f"postgresql://{ROLE}@/{quote(database, safe='')}?host={host}&port=5432"

    def start(self, *, tie: bool = False) -> None:
        """Make the cluster when there is none, start the server and wait until it takes connections.

        A running server is left as it is. `tie` makes the server end when the calling process ends, however
        that ends; call it from the main thread then. Raises ClusterError with the server's own last words.
        """
        self.layout.make_folders()
        with self.only_one():
            self.bury()
            self.wait_ready(self.launch(tie=tie) if self.postmaster.pid is None else None)
            if not self.has_database(DATABASE):
                self.create_database(DATABASE)

    def stop(self, patience: float = 30.0) -> None:
        """End the server, rolling open transactions back; after `patience` seconds it is told to hurry."""
        if self.layout.base.is_dir():
            self.postmaster.end(patience)
        self.bury()

    def create_database(self, name: str, template: str | None = None) -> None:
        """Make a database, empty or as a copy of another; raises psycopg.errors.DuplicateDatabase."""
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.connect() as connection:
            connection.execute(command.format(sql.Identifier(name), sql.Identifier(template or "template0")))

    def drop_database(self, name: str) -> None:
        """Remove a database with all it holds, ending its connections; none of that name is fine."""
        command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self.connect() as connection:
            connection.execute(command.format(sql.Identifier(name)))

    def has_database(self, name: str) -> bool:
        """Whether the cluster has a database of that name."""
        with self.connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """A connection in autocommit, for work on the cluster itself."""
        return psycopg.connect(self.dsn(database), autocommit=True, connect_timeout=10)

    @contextmanager
    def only_one(self) -> Iterator[None]:
        """Let one process at a time make or start the cluster."""
        with open(self.layout.base / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def launch(self, *, tie: bool) -> Launched:
        """Start the server process, after clearing away what a crashed one left."""
        if not self.exists():
            initialise(self.layout, fsync=self.fsync)
        self.postmaster.end_orphans()
        with self.layout.claimed() as claim:
            self.postmaster.clear_locks()
            launched = launch(self.layout, fsync=self.fsync, tie=tie, claim=claim)
        self.children.extend([launched.child] if launched.child else [])
        return launched

    def bury(self) -> None:
        """Take leave of server processes that were our children and ended."""
        self.children[:] = [child for child in self.children if child.poll() is None]

    def wait_ready(self, launched: Launched | None) -> None:
        """Wait until the server takes connections; raises ClusterError when it ends instead."""
        deadline = time.monotonic() + START_PATIENCE
        while not self.postmaster.is_ready:
            pid = launched.pid if launched else self.postmaster.pid
            if pid is None or not is_alive(pid) or is_zombie(pid):
                words = last_words(self.layout, launched.log_start) if launched else ""
                raise ClusterError(f"The database did not start; its log is {self.layout.log}.\n{words}")
            if time.monotonic() > deadline:
                raise ClusterError(
                    f"The database is not ready after {START_PATIENCE:.0f} s: {self.layout.log}."
                )
            time.sleep(0.02)
