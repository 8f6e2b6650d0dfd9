"""The backup file: a tar with the dump, the files, and last the manifest that proves it is whole."""

import hashlib
import json
import os
import tarfile
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath

FORMAT = 1
DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files/"
CHUNK = 1 << 20


class BackupError(Exception):
    """A backup or restore cannot be done; the text says why and what to do."""


@dataclass(frozen=True)
class Table:
    """What a table held: how many rows, and the sum of the hashes of them all."""

    rows: int
    hash: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds and what made it."""

    kring: str
    postgres: int
    made: str
    migrations: list[str] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows all tables held."""
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> bytes:
        """The manifest as it stands in the backup."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> "Manifest":
        """Read a manifest; raises BackupError for one of a format we do not know."""
        try:
            found = json.loads(raw)
            if found["format"] != FORMAT:
                raise BackupError(
                    f"This backup is of format {found['format']} and this Kring reads format {FORMAT}."
                    " Restore it with the version of Kring that made it."
                )
            tables = {name: Table(**table) for name, table in found.pop("tables").items()}
            return cls(**found, tables=tables)
        except (ValueError, KeyError, TypeError) as error:
            raise BackupError("The backup's manifest cannot be read: the file is damaged.") from error


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's contents."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def add_bytes(tar: tarfile.TarFile, name: str, raw: bytes) -> None:
    """Put a small text in the tar."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(raw), 0o600
    tar.addfile(entry, BytesIO(raw))


def open_backup(source: Path) -> tarfile.TarFile:
    """Open a backup for reading; raises BackupError when it is no such file."""
    try:
        return tarfile.open(source, "r:")
    except FileNotFoundError:
        raise BackupError(f"There is no file {source}.") from None
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{source} is not a backup of Kring: {error}.") from error


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """The manifest of an open backup; raises BackupError when it is missing, as in a file that was cut."""
    try:
        member = tar.extractfile(MANIFEST)
    except (KeyError, tarfile.TarError):
        member = None
    if member is None:
        raise BackupError("This backup has no manifest: it was not finished, or is cut. Use another one.")
    return Manifest.from_json(member.read())


def take_file(tar: tarfile.TarFile, name: str, target: Path) -> str:
    """Write one entry of the backup to a path and give the SHA-256 of what was written.

    Raises BackupError when the entry is missing or cut.
    """
    digest = hashlib.sha256()
    try:
        member = tar.extractfile(name)
        if member is None:
            raise KeyError(name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(target, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
                file.write(chunk)
    except (KeyError, tarfile.TarError) as error:
        raise BackupError(f"The backup misses {name}: it is damaged.") from error
    return digest.hexdigest()


def safe_path(folder: Path, name: str) -> Path:
    """Where a file of the backup belongs under a folder; raises BackupError for a name that leads out."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise BackupError(f"The backup holds a file with the forbidden name {name!r}.")
    return folder.joinpath(*path.parts)
