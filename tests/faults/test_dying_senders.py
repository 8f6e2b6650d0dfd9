"""kill -9 of the sender at every named point: one notice in Kring, no mail lost and at most one twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections

from kring.infra.models import Mail, MailState
from kring.notifications.models import Notice, Told
from kring.notifications.tests import make
from tests.cast import NOW, Cast, make_cast
from tests.database import cluster, own_database
from tests.faults.dying_sender import POINTS
from tests.faults.mail_server import MailServer, mail_server

pytestmark = [pytest.mark.faults, pytest.mark.slow]
MAILS = 4
DUE = NOW + timedelta(hours=1)
LATER = DUE + timedelta(minutes=10)


@pytest.fixture(scope="module")
def everybody(django_db_setup: str, django_db_blocker) -> Iterator[Cast]:
    """The cast in a database of its own, where tests may commit."""
    with django_db_blocker.unblock(), own_database("dying"):
        yield make_cast()


@pytest.fixture
def cast(everybody: Cast) -> Cast:
    for kept in (Mail, Notice, Told):
        kept.objects.all().delete()
    return everybody


@pytest.fixture
def server() -> Iterator[tuple[MailServer, int]]:
    with mail_server() as found:
        yield found


def ask_and_answer(cast: Cast) -> None:
    """So many questions of the employee with an answer of the colleague: one notice and mail each."""
    for number in range(MAILS):
        thread = make.ask(cast.viewer("employee"), f"Vraag {number}", now=NOW)
        make.reply(cast.viewer("colleague"), thread, answer=True, now=NOW)
    make.deliver()


def send(port: int, point: str, moment, times: str) -> int:
    """One run of a sender in a process of its own; gives how it ended."""
    where = cluster().dsn(connections["default"].settings_dict["NAME"])
    environment = {
        **os.environ,
        "DATABASE_URL": where,
        "DJANGO_SETTINGS_MODULE": "kring.config.settings",
        "KRING_MAIL_HOST": "127.0.0.1",
        "KRING_MAIL_PORT": str(port),
    }
    command = [sys.executable, "-m", "tests.faults.dying_sender", point, moment.isoformat(), times]
    return subprocess.run(command, env=environment, capture_output=True, timeout=60).returncode


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_nothing_is_lost_and_at_most_one_leaves_twice(point, cast, server):
    server, port = server
    ask_and_answer(cast)
    assert send(port, point, DUE, "again") == -signal.SIGKILL
    assert send(port, "", LATER, "again") == 0
    assert Notice.objects.filter(account=cast.employee).count() == MAILS
    assert {message["Subject"] for message in server.taken} == {f"Vraag {n}" for n in range(MAILS)}
    counts = Counter(server.numbers)
    assert len(counts) == MAILS  # the one that left twice has the same number
    assert sum(counts.values()) <= MAILS + 1
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert Told.objects.filter(account=cast.employee, road="mail").count() == MAILS


@pytest.mark.parametrize("point", ["marked as handed", "the server has it", "marked, not committed"])
def test_a_kind_that_may_not_leave_twice_is_left_uncertain(point, cast, server):
    server, port = server
    ask_and_answer(cast)
    assert send(port, point, DUE, "once") == -signal.SIGKILL
    assert send(port, "", LATER, "once") == 0
    counts = Counter(server.numbers)
    assert max(counts.values()) == 1
    states = Counter(Mail.objects.values_list("state", flat=True))
    assert states == {MailState.SENT: MAILS - 1, MailState.UNCERTAIN: 1}
    assert Told.objects.filter(account=cast.employee, road="mail").count() == MAILS - 1
