"""kill -9 of the worker at every named point of a push: nothing lost, and twice only where that is said.

A push that the service has but the ledger does not is handed over again, under the same topic: the service
keeps the last of a topic and the device shows one notice for it.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from kring.infra.models import Mail
from kring.kit.clock import utcnow
from kring.notifications.actions import add_device
from kring.notifications.models import Notice, PushDevice, Pushed, Told
from kring.notifications.tests import make
from tests.cast import Cast, make_cast
from tests.database import cluster, own_database
from tests.faults.dying_pusher import POINTS, TOLD_AGAIN
from tests.push_peer import PushPeer, push_peer

pytestmark = [pytest.mark.faults, pytest.mark.slow]
__all__ = ["push_peer"]
PUSHES = 3
LEFT = "SELECT task_name, status FROM procrastinate_jobs WHERE task_name = 'push'"


@pytest.fixture(scope="module")
def everybody(django_db_setup: str, django_db_blocker) -> Iterator[Cast]:
    """The cast in a database of its own, where tests may commit."""
    with django_db_blocker.unblock(), own_database("pushing"):
        yield make_cast()


@pytest.fixture
def cast(everybody: Cast, push_peer: PushPeer) -> Cast:
    for kept in (Notice, Told, PushDevice):
        kept.objects.all().delete()
    client = Client()
    client.force_login(everybody.employee)
    add_device(
        owner=everybody.viewer("employee"),
        session_key=client.session.session_key,
        browser=push_peer.browser(),
        agent="",
        now=utcnow(),
    )
    return everybody


def ask_and_answer(cast: Cast) -> set[str]:
    """Questions of the employee that got an answer: a push each and nothing else waits; their topics."""
    asked = utcnow() - timedelta(minutes=5)
    topics = set()
    for number in range(PUSHES):
        thread = make.ask(cast.viewer("employee"), f"Vraag {number}", now=asked)
        make.reply(cast.viewer("colleague"), thread, answer=True, now=asked)
        topics.add(thread.pk.hex)
    make.deliver()
    Mail.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name <> 'push'")
    return topics


def work(peer: PushPeer, key: str, point: str = "") -> int:
    """One run of a worker in a process of its own, after the ones before were found dead; how it ended."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    environment = {
        **os.environ,
        "DATABASE_URL": cluster().dsn(connections["default"].settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "kring.config.settings",
        "KRING_PUSH_KEY": key,
    }
    command = [sys.executable, "-m", "tests.faults.dying_pusher", point, str(peer.port)]
    return subprocess.run(command, env=environment, timeout=120).returncode


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_no_push_is_lost_and_only_the_known_ones_leave_twice(point, cast, push_peer, settings):
    topics = ask_and_answer(cast)
    assert work(push_peer, settings.PUSH_KEY, point) == -signal.SIGKILL
    assert work(push_peer, settings.PUSH_KEY) == 0
    handed = Counter(one.headers["Topic"] for one in push_peer.handed)
    assert set(handed) == topics
    assert sum(handed.values()) == PUSHES + (point in TOLD_AGAIN)
    assert len({str(words) for words in push_peer.words()}) == PUSHES  # the same words, so one on the screen
    assert Pushed.objects.count() == PUSHES
    assert Told.objects.filter(account=cast.employee, road="push").count() == PUSHES
    with connection.cursor() as cursor:
        cursor.execute(LEFT)
        assert cursor.fetchall() == []
