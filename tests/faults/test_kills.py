"""kill -9 of everything while people write: what was acknowledged is there, once, and all comes back."""

import itertools
import signal
import threading
import time
import uuid

import pytest

from tests.faults.running import Member, home_with_cast, running_kring, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.slow]
WRITERS = ("employee", "colleague", "owner")
ROUNDS = 3
PARTS = ("page", "worker", "database", "pages")


@pytest.fixture(scope="module")
def home():
    with home_with_cast() as made:
        yield made


def write_until(stop, member, numbers, acknowledged, lost):
    """Ask one question after another; each answer is either acknowledged or tried again."""
    while not stop.is_set():
        title = f"Vraag {next(numbers)} van {member.email}"
        (acknowledged if member.publish(str(uuid.uuid4()), title) else lost).append(title)


def test_acknowledged_writes_survive_kills_of_every_part(home, capsys):
    with running_kring(home) as kring:
        stop, acknowledged, lost, numbers = threading.Event(), [], [], itertools.count()
        members = [Member(kring.port, f"{name}@waterrijk.example") for name in WRITERS]
        for member in members:
            member.sign_in()
        threads = [
            threading.Thread(target=write_until, args=(stop, member, numbers, acknowledged, lost))
            for member in members
        ]
        for thread in threads:
            thread.start()
        back = kill_in_turn(kring)
        stop.set()
        for thread in threads:
            thread.join()
        assert lost == []
        assert len(acknowledged) > 30
        assert titles_of(kring) == sorted(acknowledged)
        wait_for(lambda: jobs_left(kring) == 0, 90, "the jobs of killed workers")
        assert unindexed(kring) == 0
    with capsys.disabled():
        retries = sum(member.tries for member in members) - len(acknowledged)
        print(
            f"\n{len(back)} kills, {len(acknowledged)} acknowledged writes, 0 lost, 0 double,"
            f" {retries} retries, back within {max(back):.1f} s"
        )


def kill_in_turn(kring):
    """Kill each part some times; gives the seconds until the pages answered again."""
    back = []
    for part in PARTS * ROUNDS:
        time.sleep(1.0)
        kring.kill(part)
        back.append(wait_for(kring.is_up, 30, f"coming back after the end of {part}"))
    return back


def titles_of(kring):
    """The titles of all questions there are."""
    found = kring.rows("SELECT title FROM discussion_thread WHERE title LIKE 'Vraag %@%'")
    return sorted(title for (title,) in found)


def jobs_left(kring):
    """How many jobs were not carried out yet."""
    found = kring.rows("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
    return found[0][0]


def unindexed(kring):
    """How many deliveries failed for good."""
    return kring.rows("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")[0][0]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_run_leaves_no_process_behind(home, sign):
    with running_kring(home) as kring:
        family = kring.family()
        assert len(family) > 6
        kring.process.send_signal(sign)
        kring.process.wait(timeout=30)

        def left():
            return [command for pid, command in family.items() if alive(pid, command)]

        wait_for(lambda: left() == [], 20, "the end of all processes")
        assert not kring.cluster.is_running()


def alive(pid, command):
    """Whether this very process still lives."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read().replace(b"\0", b" ").decode().strip()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return bool(words) and words.split()[0] == command.split()[0]
