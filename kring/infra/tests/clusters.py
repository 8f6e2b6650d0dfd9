"""Private clusters for tests of the launcher, the supervisor and the backup."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kring.infra.postgres import Cluster


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder that every user can walk through, unlike pytest's own; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kt-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_cluster() -> Iterator[Cluster]:
    """A cluster of its own, not started; stopped afterwards."""
    with open_folder() as folder:
        cluster = Cluster(folder / "home", fsync=False)
        try:
            yield cluster
        finally:
            cluster.stop()


def one(cluster: Cluster, statement: str) -> object:
    """The first value a statement gives."""
    with cluster.connect("kring") as connection:
        return connection.execute(statement).fetchone()[0]
