"""Which user PostgreSQL runs as: it refuses to run as root, and so do we."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .errors import ClusterError

UNPRIVILEGED = ("kring", "postgres", "nobody")


class Demotion(TypedDict, total=False):
    """The arguments of `subprocess` that make a child run as another user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Owner:
    """The user that owns the data folder and runs the database."""

    uid: int
    gid: int
    name: str

    @property
    def demotion(self) -> Demotion:
        """What to give `subprocess` so that a child runs as this user; nothing when we are that user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, *command: str) -> bool:
        """Whether this user gets the exit code 0 from a command."""
        try:
            answer = subprocess.run(  # noqa: S603 - fixed programs, paths of our own
                command, cwd="/", capture_output=True, timeout=20, check=False, **self.demotion
            )
        except OSError:
            return False
        return answer.returncode == 0

    def can_run(self, program: str) -> bool:
        """Whether this user can start a program (a closed folder above it is what usually forbids that)."""
        return not self.demotion or self.can(program, "--version")

    def can_reach(self, folder: Path) -> bool:
        """Whether this user can walk down to a folder."""
        return not self.demotion or self.can("/bin/sh", "-c", 'test -x "$0"', str(folder))

    def give(self, paths: Sequence[Path]) -> None:
        """Make this user the owner of the paths."""
        if self.demotion:
            for path in paths:
                os.chown(path, self.uid, self.gid)


def named(uid: int) -> Owner:
    """The user with a number.

    Raises ClusterError when the number has no name, because PostgreSQL cannot make a cluster then.
    """
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ClusterError(
            f"User number {uid} has no name on this machine and PostgreSQL needs one."
            " Add the user, or run as another one."
        ) from None
    return Owner(entry.pw_uid, entry.pw_gid, entry.pw_name)


def find_owner(*folders: Path) -> Owner:
    """The user to run the database as: ourselves, or as root the first non-root owner of the folders.

    When root owns them all it is an unprivileged user of the machine.
    """
    if os.geteuid() != 0:
        return named(os.geteuid())
    for folder in folders:
        if folder.exists() and (uid := folder.stat().st_uid) != 0:
            return named(uid)
    for name in UNPRIVILEGED:
        try:
            return named(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise ClusterError(f"PostgreSQL does not run as root and this machine has none of {UNPRIVILEGED}.")
