"""What is backed up, and where to: a database and a folder of files."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kring.infra.postgres.binaries import Binaries, find_binaries

from .archive import BackupError

# What long work calls: the step, how much is done, out of how much (0 when not known).
Progress = Callable[[str, int, int], None]


def no_progress(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Place:
    """A database, by its postgresql:// address, and the folder of uploaded files that belongs to it."""

    url: str
    files: Path

    @cached_property
    def server(self) -> int:
        """The major version of the database server."""
        with psycopg.connect(self.url, connect_timeout=10) as connection:
            return connection.info.server_version // 10_000

    @cached_property
    def binaries(self) -> Binaries:
        """Programs that can read and write this server's data.

        Raises BackupError when the machine has only older ones.
        """
        found = find_binaries(prefer=self.server)
        if found.major < self.server:
            raise BackupError(
                f"The server is PostgreSQL {self.server}, the programs on this machine are {found.version}."
                f" Install those of {self.server} and name their folder in KRING_POSTGRES_BIN."
            )
        return found

    @property
    def address(self) -> str:
        """The address for a command line, where everyone can read it: without the password."""
        parts = conninfo_to_dict(self.url)
        parts.pop("password", None)
        return make_conninfo("", **parts)

    @property
    def environment(self) -> dict[str, str]:
        """The environment for the database's programs: the password, and none of our own PG settings."""
        kept = {name: value for name, value in os.environ.items() if not re.match(r"PG[A-Z]", name)}
        # Nobody waits for a table for ever: someone else still using the database is said so.
        kept["PGOPTIONS"] = "-c lock_timeout=10000"
        if password := conninfo_to_dict(self.url).get("password"):
            kept["PGPASSWORD"] = str(password)
        return kept
