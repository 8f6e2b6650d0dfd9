"""The tests' database: one private cluster, one migrated template, a copy for each worker.

Loaded as a plugin before Django's settings are read, because these take DATABASE_URL from the
environment.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kring.infra.postgres import Cluster

TEMPLATE = "kring_template"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_home: Path | None = None


def cluster() -> Cluster:
    """The cluster of this test run."""
    return Cluster(Path(os.environ["KRING_TEST_HOME"]), fsync=False)


def _begin() -> None:
    global _home
    # WhiteNoise warns about a folder that only `kring run` makes, and warnings are errors here.
    (Path(__file__).parent.parent / "build" / "collected").mkdir(parents=True, exist_ok=True)
    _home = Path(tempfile.mkdtemp(prefix="kring-tests-"))
    _home.chmod(0o755)
    os.environ["KRING_TEST_HOME"] = str(_home)
    server = cluster()
    server.start()
    server.create_database(TEMPLATE)
    os.environ["DATABASE_URL"] = server.dsn(TEMPLATE)
    os.environ["KRING_HOME"] = str(_home)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kring.config.settings"}
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True)


os.environ.update(KRING_TESTING="1", KRING_SECRET_KEY="only for tests", KRING_LOG_LEVEL="ERROR")
if not WORKER:
    _begin()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if _home is not None:
        cluster().stop()
        shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Copies of the template are named below, not by pytest-django."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> str:
    """Give this worker its own copy of the template."""
    from django.db import connections

    name = f"kring_{WORKER or 'main'}"
    server = cluster()
    server.drop_database(name)
    server.create_database(name, template=TEMPLATE)
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = server.dsn(name)
    return name


def copy_of_template(name: str) -> str:
    """The name of a fresh database, this worker's own: two workers may run tests of one file."""
    server = cluster()
    database = f"kring_{name}_{WORKER or 'main'}"
    server.drop_database(database)
    server.create_database(database, template=TEMPLATE)
    return database


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Let this process use a fresh database until the end, instead of that of the other tests."""
    from django.db import connections

    database = copy_of_template(name)
    connections.close_all()
    there = connections.settings["default"]
    before, there["NAME"] = there["NAME"], database
    try:
        yield
    finally:
        connections.close_all()
        there["NAME"] = before


@pytest.fixture
def committed(django_db_setup: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A fresh database in which a test may commit; emptying the other would take the first rows along."""
    with django_db_blocker.unblock(), own_database("committed"):
        yield
