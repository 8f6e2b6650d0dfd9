"""Making a backup while people keep writing."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from kring.infra.version import kring_version

from .archive import DUMP, FILES, MANIFEST, BackupError, Manifest, Table, add_bytes, file_hash
from .place import Place, Progress, no_progress
from .rows import SET_SETTINGS, count_and_hash, table_names


def backup(place: Place, target: Path, progress: Progress = no_progress) -> Manifest:
    """Write everything of a place to one new file, as it stood at one moment, and say what it holds.

    Raises BackupError when the file exists already, or the database's programs fail.
    """
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name.")
    if not target.absolute().parent.is_dir():
        raise BackupError(f"There is no folder {target.absolute().parent}.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as name:
        work = Path(name)
        with one_moment(place) as (connection, snapshot):
            # Right after the moment: a file that a row of the snapshot names is there now, perhaps not later.
            keep_files(place.files, work / "files")
            dump(place, snapshot, work / DUMP, progress)
            tables = proofs(connection, progress)
            manifest = Manifest(
                kring=kring_version(),
                postgres=place.server,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                migrations=applied_migrations(connection),
                tables=tables,
                files=hashes(work / "files", progress),
            )
        draft = work / "draft"
        write(work, manifest, draft)
        draft.rename(target)
    return manifest


@contextmanager
def one_moment(place: Place) -> Iterator[tuple[psycopg.Connection[tuple[Any, ...]], str]]:
    """A read-only transaction that sees one moment, and the name under which others see the same one."""
    with psycopg.connect(place.url, connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        for statement in SET_SETTINGS.split("; "):
            connection.execute(statement.encode())
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        if row is None:
            raise BackupError("The database gave no snapshot.")
        yield connection, row[0]


def dump(place: Place, snapshot: str, target: Path, progress: Progress) -> None:
    """Have pg_dump write all tables as of a snapshot."""
    progress("Dumping the database", 0, 0)
    command = [place.binaries.program("pg_dump"), "--format=custom", f"--snapshot={snapshot}", "--no-owner"]
    command += ["--no-privileges", f"--file={target}", f"--dbname={place.address}"]
    done = subprocess.run(  # noqa: S603 - a program we looked up ourselves
        command, env=place.environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"pg_dump failed: {done.stderr.strip()}")


def proofs(connection: psycopg.Connection[tuple[Any, ...]], progress: Progress) -> dict[str, Table]:
    """Rows and hashes of every table at the connection's moment."""
    names = table_names(connection)
    found: dict[str, Table] = {}
    for number, (schema, table) in enumerate(names, 1):
        found[f"{schema}.{table}"] = count_and_hash(connection, schema, table)
        progress("Hashing rows", number, len(names))
    return found


def applied_migrations(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    """The migrations the database has had, as app.name; none in a database without that table."""
    there = connection.execute("SELECT pg_catalog.to_regclass('public.django_migrations')").fetchone()
    if there is None or there[0] is None:
        return []
    rows = connection.execute("SELECT app || '.' || name FROM public.django_migrations ORDER BY 1")
    return [row[0] for row in rows.fetchall()]


def keep_files(source: Path, target: Path) -> None:
    """Hold on to all files of a folder: by a second name where the disk allows that, else by copying."""
    target.mkdir()
    if not source.is_dir():
        return
    for path in sorted(source.rglob("*")):
        kept = target / path.relative_to(source)
        if path.is_dir():
            kept.mkdir(parents=True, exist_ok=True)
        elif path.is_file() and not path.is_symlink():
            kept.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # removed by its owner in this very moment
                keep_file(path, kept)


def keep_file(path: Path, kept: Path) -> None:
    """Give a file a second name; on a disk that does not allow that, or another disk, copy it."""
    try:
        os.link(path, kept)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(path, kept)


def hashes(folder: Path, progress: Progress) -> dict[str, str]:
    """The SHA-256 of every file, by its path in the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {}
    for number, path in enumerate(paths, 1):
        found[path.relative_to(folder).as_posix()] = file_hash(path)
        progress("Hashing files", number, len(paths))
    return found


def write(work: Path, manifest: Manifest, draft: Path) -> None:
    """Put dump, files and, last, the manifest in one file that only we can read, and see it on disk."""
    with open(draft, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            tar.add(work / DUMP, DUMP)
            for name in manifest.files:
                tar.add(work / "files" / name, FILES + name)
            add_bytes(tar, MANIFEST, manifest.to_json())
        file.flush()
        os.fsync(file.fileno())
