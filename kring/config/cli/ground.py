"""What every command stands on: the home folder, the secret key, and a database that is up."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

from kring.infra.postgres import Cluster

SETTINGS = "kring.config.settings"


@dataclass(frozen=True)
class Ground:
    """The home folder, and the private database when no DATABASE_URL names a server."""

    home: Path
    cluster: Cluster | None

    @property
    def url(self) -> str:
        """The address of the database."""
        return os.environ["DATABASE_URL"]

    @property
    def files(self) -> Path:
        """The folder of what people upload."""
        return self.home / "files"


def home_folder() -> Path:
    """The folder of everything Kring keeps: KRING_HOME, else the usual place for this user."""
    if chosen := os.environ.get("KRING_HOME"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/kring")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share").absolute() / "kring"


def make_home() -> Path:
    """Make the home folder; as root others may walk through it, because the database runs as another user."""
    home = home_folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
    (home / "files").mkdir(exist_ok=True, mode=0o700)
    return home


def secret_key(home: Path) -> str:
    """The key that signs cookies and links, made at the first start and readable by us only."""
    path = home / "secret_key"
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(number, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


@contextmanager
def using(cluster: Cluster, home: Path, *, tie: bool = False) -> Iterator[IO[str]]:
    """Keep the private database up while we need it; the last one to leave stops it.

    Each user of it holds a shared lock on one file, so whoever gets that lock alone is the last. With `tie` a
    database started here ends with this process, however that ends. Gives the locked file.
    """
    with open(home / "database.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            cluster.start(tie=tie)
            yield lock
        finally:
            if is_only_user(lock):
                cluster.stop()


def is_only_user(lock: IO[str]) -> bool:
    """Whether nobody else holds the shared lock; it is then ours alone."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def only_run(home: Path) -> Iterator[None]:
    """Make sure that one `kring run` at a time uses a home folder."""
    with open(home / "run.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise click.ClickException(
                f"Kring already runs from {home} (process {lock.read().strip()})."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def set_environment(home: Path) -> None:
    """Put in the environment what the settings read and the operator left out."""
    os.environ["KRING_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not os.environ.get("KRING_SECRET_KEY"):
        os.environ["KRING_SECRET_KEY"] = secret_key(home)
    push_key = home / "push_key"
    if not os.environ.get("KRING_PUSH_KEY") and push_key.exists():
        os.environ["KRING_PUSH_KEY"] = push_key.read_text().strip()


@contextmanager
def ground() -> Iterator[Ground]:
    """Home, key and database for one command; a private database that it started is stopped after it."""
    home = make_home()
    set_environment(home)
    if os.environ.get("DATABASE_URL"):
        yield Ground(home, None)
        return
    cluster = Cluster(home)
    with using(cluster, home):
        if cluster.note:
            click.echo(cluster.note, err=True)
        os.environ["DATABASE_URL"] = cluster.dsn()
        try:
            yield Ground(home, cluster)
        finally:
            del os.environ["DATABASE_URL"]


def load_django() -> None:
    """Make Django ready in this process."""
    import django

    django.setup()
