"""Where everything of the private cluster stands: data, socket, log, programs, and whose they are."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .binaries import Binaries, find_binaries, readable_copy
from .errors import ClusterError
from .owner import Owner, find_owner
from .postmaster import wait_until

# The name of a socket may have 107 bytes in all; the server adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 90
SHELTER = Path("/var/lib/kring")


def short_key(path: Path) -> str:
    """A short name for a path that is too long or out of reach."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


@dataclass(frozen=True)
class Layout:
    """The folders of the cluster of one home folder (an absolute path)."""

    home: Path

    @cached_property
    def shelter(self) -> Path:
        """Where the cluster stands when its user cannot enter the home folder."""
        return SHELTER / short_key(self.home) / "postgres"

    @cached_property
    def owner(self) -> Owner:
        """The user that the server runs as."""
        made = [*(self.home / "postgres").glob("[0-9]*"), *self.shelter.glob("[0-9]*")]
        return find_owner(*(path for path in made if path.is_dir()), self.home)

    @cached_property
    def base(self) -> Path:
        """The folder that holds data, socket and log: `home/postgres`, or the shelter."""
        nearest = next(path for path in (self.home, *self.home.parents) if path.is_dir())
        return self.home / "postgres" if self.owner.can_reach(nearest) else self.shelter

    @property
    def note(self) -> str | None:
        """A sentence for the person at the terminal when the data is not where one would look."""
        if self.base != self.shelter:
            return None
        return (
            f"The database stands in {self.base}, because the user it runs as, {self.owner.name},"
            f" cannot enter {self.home}."
        )

    @cached_property
    def binaries(self) -> Binaries:
        """The programs, of the version of the data that is there when the machine has them."""
        there = sorted(int(path.parent.name) for path in self.base.glob("[0-9][0-9]/PG_VERSION"))
        found = find_binaries(prefer=there[-1] if there else None)
        if there and found.major not in there:
            old = there[-1]
            raise ClusterError(
                f"The data in {self.base / str(old)} is of PostgreSQL {old},"
                f" the programs found are {found.version}. To upgrade: make a backup with PostgreSQL {old}"
                " installed (`kring backup FILE`), move that folder away, then `kring restore FILE`."
            )
        return readable_copy(found, self.owner, self.base)

    @property
    def folder(self) -> Path:
        """The data folder, named after the major version."""
        return self.base / str(self.binaries.major)

    @property
    def log(self) -> Path:
        """The file that the server writes its messages to."""
        return self.base / f"{self.binaries.major}.log"

    @cached_property
    def sockets(self) -> Path:
        """The closed folder of the socket; a short one under the temporary folder when ours is too long."""
        usual = self.base / "run"
        # The server reads its setting as a list, so a comma or a quote in the path would be misread.
        if len(os.fsencode(usual)) <= LONGEST_SOCKET_FOLDER and not set(str(usual)) & set(",\"'"):
            return usual
        return Path(tempfile.gettempdir()) / f"kring-{self.owner.uid}-{short_key(usual)}"

    @contextmanager
    def claimed(self, patience: float = 15.0) -> Iterator[int]:
        """Claim the data folder for one server, by a lock that the server inherits and keeps till its end.

        Gives the file number to hand on. It holds between containers too, where process numbers tell nothing.
        Raises ClusterError when the claim is another's after `patience` seconds.
        """
        with open(self.base / f"{self.binaries.major}.lock", "a") as lock:

            def is_claimed() -> bool:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                return True

            if not wait_until(is_claimed, patience):
                raise ClusterError(
                    f"Another server works on {self.folder}, here or in another container. Stop it first."
                )
            yield lock.fileno()

    def make_folders(self) -> None:
        """Make the folders around the data; the socket's folder is the door, so it is closed to others.

        Raises ClusterError when the socket's folder is not ours.
        """
        mode = 0o711 if self.owner.demotion else 0o700
        for folder in (*reversed(self.base.parents), self.base):
            if not folder.is_dir():
                folder.mkdir(mode=mode, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if self.sockets.is_symlink() or found.st_uid not in {self.owner.uid, os.geteuid()}:
            raise ClusterError(f"The folder {self.sockets} belongs to someone else; remove it.")
        self.sockets.chmod(0o700)
        self.owner.give([self.sockets])
