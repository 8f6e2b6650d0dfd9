"""The private cluster: made, started twice at once, killed, stopped, too old, too long a path."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from kring.infra.postgres import Cluster, ClusterError
from kring.infra.postgres.binaries import find_binaries
from kring.infra.postgres.postmaster import is_alive, wait_until
from kring.infra.tests.clusters import new_cluster, one, open_folder

pytestmark = pytest.mark.slow
START = """
import sys
from pathlib import Path
from kring.infra.postgres import Cluster
Cluster(Path(sys.argv[1]), fsync=False).start()
"""


@pytest.fixture(scope="module")
def cluster():
    with new_cluster() as made:
        made.start()
        yield made


@pytest.fixture
def running(cluster):
    cluster.start()
    return cluster


def test_database_is_utf8_with_checksums_and_the_extensions(running):
    assert one(running, "SHOW server_encoding") == "UTF8"
    assert one(running, "SHOW data_checksums") == "on"
    assert one(running, "SELECT lower('ÉÏ') COLLATE \"C\"") == "éï"
    for name in ("pg_trgm", "unaccent"):
        with running.connect("kring") as connection:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
    assert one(running, "SELECT unaccent('café')") == "cafe"


def test_only_a_socket_in_a_closed_folder_leads_to_it(running):
    assert one(running, "SHOW listen_addresses") == ""
    sockets = running.layout.sockets
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert sockets.stat().st_uid == running.layout.owner.uid


def test_server_does_not_run_as_root(running):
    assert Path(f"/proc/{running.postmaster.pid}").stat().st_uid != 0


def test_starting_a_running_cluster_changes_nothing(running):
    before = running.postmaster.pid
    running.start()
    assert running.postmaster.pid == before


def test_stop_does_not_wait_for_an_open_transaction(running):
    connection = psycopg.connect(running.dsn())
    connection.execute("SELECT 1")
    begun = time.monotonic()
    running.stop()
    assert time.monotonic() - begun < 5
    assert not running.is_running()
    connection.close()


def test_databases_are_made_copied_and_dropped(running):
    running.create_database("first")
    with running.connect("first") as connection:
        connection.execute("CREATE TABLE t AS SELECT 7 AS n")
    running.create_database("second", template="first")
    with running.connect("second") as connection:
        assert connection.execute("SELECT n FROM t").fetchone() == (7,)
        running.drop_database("second")
    running.drop_database("second")
    assert not running.has_database("second")


def test_a_killed_server_comes_back_with_every_committed_row(running):
    with running.connect("kring") as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 500) AS n")
    killed = running.postmaster.pid
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(killed), 5)
    assert not running.is_running()
    running.start()
    assert one(running, "SELECT count(*) FROM kept") == 500
    assert one(running, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'checkpointer'") == 1


def test_a_lock_file_with_the_number_of_a_stranger_does_not_keep_it_down(running):
    pid_file = running.postmaster.pid_file
    lines = pid_file.read_text().splitlines()
    os.kill(running.postmaster.pid, signal.SIGKILL)
    assert wait_until(lambda: not running.is_running(), 5)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not running.is_running()
    running.start()
    assert running.is_running()


def test_two_first_starts_at_once_make_one_server():
    with new_cluster() as cluster:
        starts = [subprocess.Popen([sys.executable, "-c", START, str(cluster.home)]) for _ in range(3)]
        assert [start.wait() for start in starts] == [0, 0, 0]
        assert cluster.is_running()
        assert one(cluster, "SELECT 1") == 1


def test_a_second_server_on_the_same_folder_is_refused(running):
    with pytest.raises(ClusterError, match="Another server works on"):
        with running.layout.claimed(patience=0.1):
            pytest.fail("the claim is the running server's")


def test_long_and_odd_paths_get_a_short_socket_folder():
    with open_folder() as folder:
        assert len(str(Cluster(folder / ("d" * 90)).layout.sockets)) < 60
        odd = Cluster(folder / "comma, quote'").layout
        assert odd.sockets.parent == Path("/tmp")
        assert odd.sockets != Cluster(folder / "comma, quote''").layout.sockets


def test_a_path_with_spaces_and_a_comma_works():
    with open_folder() as folder:
        cluster = Cluster(folder / "a folder, with %20", fsync=False)
        try:
            cluster.start()
            assert one(cluster, "SELECT 1") == 1
        finally:
            cluster.stop()
            cluster.layout.sockets.rmdir()


def test_data_of_another_version_is_refused_with_the_way_out(monkeypatch):
    monkeypatch.setenv("KRING_POSTGRES_BIN", str(find_binaries().folder))
    with open_folder() as folder:
        old = folder / "home" / "postgres" / "14"
        old.mkdir(parents=True)
        (old / "PG_VERSION").write_text("14\n")
        with pytest.raises(ClusterError, match=r"is of PostgreSQL 14.*kring backup FILE.*kring restore FILE"):
            Cluster(folder / "home").start()


def test_no_programs_is_said_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("KRING_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(ClusterError, match="No PostgreSQL 15 to 18 found"):
        find_binaries()


def test_a_server_that_cannot_start_tells_its_last_words():
    with new_cluster() as cluster:
        cluster.start()
        cluster.stop()
        with open(cluster.layout.folder / "postgresql.conf", "a") as settings:
            settings.write("shared_buffers = nonsense\n")
        with pytest.raises(ClusterError, match="shared_buffers"):
            cluster.start()
