"""Finding, watching and ending the server process of one data folder."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .errors import ClusterError

# Line numbers of postmaster.pid, counted from 0.
PID_LINE, STATUS_LINE = 0, 7
LINUX = sys.platform.startswith("linux")


@dataclass(frozen=True)
class Postmaster:
    """The server process of a data folder, as its lock files and the machine show it."""

    folder: Path
    sockets: Path

    @property
    def pid_file(self) -> Path:
        """The lock file that the server writes and removes itself."""
        return self.folder / "postmaster.pid"

    def lines(self) -> list[str]:
        """The lock file's lines; none without that file."""
        try:
            return self.pid_file.read_text().splitlines()
        except FileNotFoundError:
            return []

    @property
    def pid(self) -> int | None:
        """The number of the living server process of this folder; none when it is not running."""
        lines = self.lines()
        if not lines or not lines[PID_LINE].strip().isdigit():
            return None
        pid = int(lines[PID_LINE])
        return pid if self.is_ours(pid) else None

    @property
    def is_ready(self) -> bool:
        """Whether the server says that it takes connections."""
        lines = self.lines()
        return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready" and self.pid is not None

    def is_ours(self, pid: int) -> bool:
        """Whether a process lives and works in this folder: after a crash its number may be another's."""
        if LINUX:
            try:
                return os.readlink(f"/proc/{pid}/cwd") == str(self.folder.resolve())
            except (FileNotFoundError, ProcessLookupError):
                return False
            except PermissionError:
                return self.named_on_command_line(pid)
        return is_alive(pid)

    def named_on_command_line(self, pid: int) -> bool:
        """The same question for a process of another user, whose working folder we may not see."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ProcessLookupError):
            return False
        return os.fsencode(self.folder) in words

    def orphans(self) -> list[int]:
        """Server processes that outlived their parent: a backend busy in a long statement can."""
        if not LINUX:
            return []
        found = (int(name) for name in os.listdir("/proc") if name.isdigit())
        # A person's shell may stand in this folder too; that is left alone.
        return [pid for pid in found if program_of(pid) == "postgres" and self.is_ours(pid)]

    def end_orphans(self) -> None:
        """Tell what was left of a crashed server to quit; recovery makes good what they were doing."""
        if self.pid is None:
            for pid in self.orphans():
                send(pid, signal.SIGQUIT)

    def clear_locks(self) -> None:
        """Remove the lock files of a crashed server; call it only with the folder claimed.

        The server itself sees through the number of a dead process in them, not through one that another
        process has got since: in a container numbers are small and come back.
        """
        self.pid_file.unlink(missing_ok=True)
        for lock in self.sockets.glob(".s.PGSQL.*"):
            lock.unlink(missing_ok=True)

    def end(self, patience: float) -> None:
        """Fast shutdown: open transactions are rolled back, everything acknowledged is on disk.

        `patience` is in seconds; after it the server is told to quit at once, which is as safe as a crash.
        """
        pid = self.pid
        if pid is None:
            return
        for sign, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
            send(pid, sign)
            if wait_until(lambda: not self.is_ours(pid) or is_zombie(pid), seconds):
                return
        raise ClusterError(f"The database process {pid} of {self.folder} does not stop.")


def send(pid: int, sign: signal.Signals) -> None:
    """Send a signal to a process that may just have gone."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def is_alive(pid: int) -> bool:
    """Whether a process with this number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def program_of(pid: int) -> str:
    """The short name of the program that a process runs; empty when it has gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (OSError, ProcessLookupError):
        return ""


def is_zombie(pid: int) -> bool:
    """Whether a process ended and only waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, ProcessLookupError):
        return False


def wait_until(fact: Callable[[], bool], seconds: float) -> bool:
    """Ask until something is so, for at most a number of seconds; tells whether it became so."""
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
