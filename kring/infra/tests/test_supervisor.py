"""The supervisor restarts what dies and leaves nothing behind, whatever ends it."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from kring.infra.postgres.postmaster import is_alive, is_zombie, wait_until
from kring.infra.supervisor import FIRST_PAUSE, Part, StartFailed, Supervisor
from kring.infra.tests.clusters import new_cluster, one

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
# A part writes its process number, so that the test sees each of its lives.
CHILD = """
    import os, signal, sys, time
    open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
    stubborn = len(sys.argv) > 2
    signal.signal(signal.SIGTERM, signal.SIG_IGN if stubborn else lambda *_: sys.exit(0))
    for _ in range(6000):  # One long sleep would sleep through a signal that came just before it.
        time.sleep(0.1)
"""
HOST = """
    import sys
    from pathlib import Path
    from kring.infra.postgres import Cluster
    from kring.infra.supervisor import Part, Supervisor
    child, folder, home = sys.argv[1:]
    cluster = Cluster(Path(home), fsync=False) if home else None
    if cluster:
        cluster.start(tie=True)
    names = ("pages", "worker")
    parts = [Part(n, [sys.executable, "-c", child, f"{folder}/{n}"],
                  is_ready=lambda n=n: Path(folder, n).exists()) for n in names]
    Supervisor(parts, cluster).run(lambda: print("ready", flush=True))
    print("stopped", flush=True)
"""


def lives(folder: Path, name: str) -> list[int]:
    """The process numbers a part has had."""
    path = folder / name
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    return not is_alive(pid) or is_zombie(pid)


@pytest.fixture
def host(tmp_path):
    """Start a supervisor in a process of its own; gives it once it is ready."""
    started = []

    def start(home=""):
        command = [
            sys.executable,
            "-c",
            textwrap.dedent(HOST),
            textwrap.dedent(CHILD),
            str(tmp_path),
            str(home),
        ]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "ready\n"
        assert wait_until(lambda: lives(tmp_path, "pages") and lives(tmp_path, "worker"), 10)
        return process

    yield start
    for process in started:
        process.kill()
        process.stdout.close()
        process.wait()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_leaves_no_process_behind(host, tmp_path, sign):
    process = host()
    pids = lives(tmp_path, "pages") + lives(tmp_path, "worker")
    assert len(pids) == 2
    process.send_signal(sign)
    assert process.wait(timeout=30) == 0  # Longer than the patience with a part that does not listen.
    assert all(gone(pid) for pid in pids)


def test_killed_it_leaves_no_process_behind(host, tmp_path):
    process = host()
    pids = lives(tmp_path, "pages") + lives(tmp_path, "worker")
    process.kill()
    assert wait_until(lambda: all(gone(pid) for pid in pids), 10)


def test_a_part_that_dies_starts_again(host, tmp_path):
    host()
    for life in range(1, 3):
        os.kill(lives(tmp_path, "worker")[-1], signal.SIGKILL)
        assert wait_until(lambda life=life: len(lives(tmp_path, "worker")) > life, 10)
    assert len(lives(tmp_path, "pages")) == 1


def test_killed_with_its_database_that_ends_too(host):
    with new_cluster() as cluster:
        process = host(cluster.home)
        pid = cluster.postmaster.pid
        assert one(cluster, "SELECT 1") == 1
        process.kill()
        assert wait_until(lambda: gone(pid), 10)


def is_answering(cluster):
    try:
        return one(cluster, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def test_a_killed_database_is_back_within_seconds(host):
    with new_cluster() as cluster:
        process = host(cluster.home)
        first = cluster.postmaster.pid
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: cluster.is_running() and cluster.postmaster.pid != first, 20)
        assert wait_until(lambda: is_answering(cluster), 20)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        assert not cluster.is_running()


def test_a_part_that_never_gets_ready_is_reported(tmp_path):
    dying = Part("pages", [sys.executable, "-c", "raise SystemExit(3)"], is_ready=lambda: False)
    with pytest.raises(StartFailed, match="pages does not start"):
        Supervisor([dying]).run()


def test_a_part_deaf_to_the_signal_is_killed_with_its_children(tmp_path):
    family = f"{sys.executable} -c '{textwrap.dedent(CHILD)}' {tmp_path}/deaf deaf & wait"
    supervisor = Supervisor([Part("family", ["/bin/sh", "-c", f"trap '' TERM; {family}"])])
    supervisor.running[0].start()
    assert wait_until(lambda: lives(tmp_path, "deaf"), 10)
    begun = time.monotonic()
    supervisor.stop_parts(patience=0.3)
    assert time.monotonic() - begun < 3
    assert wait_until(lambda: gone(lives(tmp_path, "deaf")[0]), 5)


def test_pauses_grow_while_a_part_keeps_dying_and_shrink_again(tmp_path):
    supervisor = Supervisor([Part("short", [sys.executable, "-c", ""])])
    running = supervisor.running[0]
    pauses = []
    for _ in range(3):
        running.start()
        running.process.wait()
        running.note_death()
        pauses.append(running.due - time.monotonic())
    assert pauses == pytest.approx([FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4], abs=0.1)
    running.start()
    running.process.wait()
    running.started -= 60
    running.note_death()
    assert running.due - time.monotonic() == pytest.approx(FIRST_PAUSE, abs=0.1)


def test_changed_source_starts_the_parts_again(tmp_path):
    (tmp_path / "source.py").write_text("one")
    supervisor = Supervisor([Part("pages", ["sleep", "600"])], watch=tmp_path)
    supervisor.seen = supervisor.source_times()
    supervisor.tick(set())
    before = supervisor.running[0].process.pid
    os.utime(tmp_path / "source.py", (1, 1))
    supervisor.tick(set())
    assert gone(before)
    assert supervisor.running[0].process.pid != before
    supervisor.stop()
