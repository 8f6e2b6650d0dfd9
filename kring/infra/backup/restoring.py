"""Bringing a backup back: all of it, proven equal, or nothing."""

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import IO

import psycopg

from .archive import DUMP, FILES, BackupError, Manifest, open_backup, read_manifest, safe_path, take_file
from .place import Place, Progress, no_progress
from .rows import proof_of, table_names

EMPTY = """
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public AUTHORIZATION pg_database_owner;
    COMMENT ON SCHEMA public IS 'standard public schema';
    GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
# pg_restore 17 and newer sets this, which older servers do not know.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
HEADER_LINES = 60


def restore(
    source: Path,
    place: Place,
    *,
    replace: bool = False,
    known_migrations: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> Manifest:
    """Bring a backup into an empty place, in one transaction that checks every row's hash before it ends.

    `replace` allows a place that is not empty; what it held is gone afterwards, and kept when anything fails.
    `known_migrations` (app.name) are those of this version: a backup with others is of a newer Kring.
    Raises BackupError.
    """
    with open_backup(source) as tar:
        manifest = read_manifest(tar)
        refuse_unfit(manifest, place, known_migrations)
        refuse_full(place, replace)
        place.files.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=place.files.absolute().parent) as name:
            work = Path(name)
            take_files(tar, manifest, work / "files", progress)
            progress("Restoring the database", 0, 0)
            take_file(tar, DUMP, work / DUMP)
            load(place, work, manifest)
            swap(work / "files", place.files, work / "old")
    return manifest


def refuse_unfit(manifest: Manifest, place: Place, known_migrations: Collection[str] | None) -> None:
    """Refuse a backup that this server or this version of Kring cannot hold."""
    if manifest.postgres > place.server:
        raise BackupError(
            f"The backup is of PostgreSQL {manifest.postgres} and this server is {place.server}."
            f" Restore it on PostgreSQL {manifest.postgres} or newer."
        )
    if known_migrations is not None and (unknown := set(manifest.migrations) - set(known_migrations)):
        raise BackupError(
            f"The backup was made by Kring {manifest.kring}, which is newer than this one"
            f" ({len(unknown)} migrations are unknown here, such as {min(unknown)}). Upgrade Kring first."
        )


def refuse_full(place: Place, replace: bool) -> None:
    """Refuse a place that holds something, unless that may go."""
    with psycopg.connect(place.url, connect_timeout=10) as connection:
        tables = len(table_names(connection))
    files = place.files.is_dir() and any(path.is_file() for path in place.files.rglob("*"))
    if (tables or files) and not replace:
        held = f"{tables} tables" if tables else f"files in {place.files}"
        raise BackupError(f"This place is not empty ({held}). Use --replace to put the backup in its stead.")


def take_files(tar: tarfile.TarFile, manifest: Manifest, folder: Path, progress: Progress) -> None:
    """Write the backup's files to a folder and check each; raises BackupError when one differs."""
    folder.mkdir(mode=0o700)
    for number, (name, expected) in enumerate(manifest.files.items(), 1):
        if take_file(tar, FILES + name, safe_path(folder, name)) != expected:
            raise BackupError(f"The file {name} of the backup is damaged.")
        progress("Restoring files", number, len(manifest.files))


def load(place: Place, work: Path, manifest: Manifest) -> None:
    """Empty the database, load the dump and prove the rows: one transaction, so all or nothing."""
    (work / "empty.sql").write_text(EMPTY)
    (work / "proof.sql").write_text(proof_of(manifest.tables))
    pg_restore = [place.binaries.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
    psql = [place.binaries.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction"]
    psql += ["--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--dbname={place.address}"]
    psql += [f"--file={work / 'empty.sql'}", "--file=-", f"--file={work / 'proof.sql'}"]
    with open(work / "complaints", "w+b") as complaints:
        reader = subprocess.Popen(  # noqa: S603 - a program we looked up ourselves
            [*pg_restore, str(work / DUMP)], stdout=subprocess.PIPE, stderr=complaints
        )
        writer = subprocess.Popen(  # noqa: S603
            psql, env=place.environment, stdin=subprocess.PIPE, stderr=complaints
        )
        with reader, writer:
            pour(reader.stdout, writer.stdin, skip_unknown=place.server < 17)
        if writer.returncode or reader.returncode:
            complaints.seek(0)
            words = complaints.read().decode(errors="replace").strip().splitlines()
            raise BackupError("The backup was not restored, nothing was changed: " + " ".join(words[:4]))


def pour(source: IO[bytes] | None, target: IO[bytes] | None, *, skip_unknown: bool) -> None:
    """Send the dump's SQL from one program to the other; a receiver that gave up says why itself."""
    if source is None or target is None:
        raise ValueError("both programs need a pipe")
    try:
        for _ in range(HEADER_LINES if skip_unknown else 0):
            line = source.readline()
            if line != UNKNOWN_BEFORE_17:
                target.write(line)
        shutil.copyfileobj(source, target, 1 << 20)
        target.close()
    except BrokenPipeError:
        # Read on to the end, or pg_restore would complain of us instead of psql of the cause.
        while source.read(1 << 20):
            continue
        with suppress(BrokenPipeError):  # what psql did not take is still in the pipe's buffer
            target.close()


def swap(new: Path, place: Path, old: Path) -> None:
    """Put the new folder in the place of the old one."""
    if place.exists():
        place.rename(old)
    new.rename(place)
