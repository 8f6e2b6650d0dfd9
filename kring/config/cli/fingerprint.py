"""Whether the database and the static files already fit this version, so that a later start is quick."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import psycopg

PACKAGE = Path(__file__).resolve().parents[2]
# Packages that bring migrations or static files of their own.
OTHERS = ("django", "django-allauth", "procrastinate")


@dataclass(frozen=True)
class Fingerprint:
    """What was prepared: which migration files, which applied in the database, which static files."""

    migrations: str
    applied: str
    static: str


def digest(parts: Iterable[str]) -> str:
    """One short text for many."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def migration_files() -> str:
    """The digest of all migrations this version brings."""
    files = sorted(PACKAGE.glob("*/migrations/*.py"))
    contents = (
        f"{path.relative_to(PACKAGE)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files
    )
    return digest([*contents, *(f"{name} {version(name)}" for name in OTHERS)])


def static_files() -> str:
    """The digest of names, sizes and times of the static files that are collected."""
    folders = [*PACKAGE.glob("*/static"), PACKAGE / "build" / "static", PACKAGE.parent / "build" / "static"]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return digest(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def applied_migrations(url: str) -> str:
    """The digest of the migrations that a database has had; empty without any."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        try:
            rows = connection.execute(
                "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
            ).fetchall()
        except psycopg.errors.UndefinedTable:
            return ""
    return digest(row[0] for row in rows)


def taken(url: str) -> Fingerprint:
    """The state of things now."""
    return Fingerprint(migration_files(), applied_migrations(url), static_files())


def remembered(home: Path) -> Fingerprint | None:
    """The state of things after the last preparation from this home folder."""
    try:
        return Fingerprint(**json.loads((home / "prepared.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def remember(home: Path, fingerprint: Fingerprint) -> None:
    """Keep the state of things for the next start."""
    (home / "prepared.json").write_text(json.dumps(asdict(fingerprint)))
