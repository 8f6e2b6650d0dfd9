"""A mail server that is away, refuses, dawdles or breaks off: no mail is lost, none leaves twice unseen."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.core.mail.backends.smtp import EmailBackend

from kring.identity.actions import ask_password_reset
from kring.infra import bounces
from kring.infra.models import Mail, MailState
from kring.infra.sending import Sender
from tests.cast import NOW
from tests.faults.mail_server import BREAK_OFF, TAKEN, mail_server
from tests.faults.running import free_port
from tests.jobs import run_jobs

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
ROLES = ("employee", "colleague", "owner", "member", "outsider")


@pytest.fixture
def smtp(settings):
    """Mail goes over a socket to a port where nobody listens yet."""
    settings.EMAIL_BACKEND = f"{EmailBackend.__module__}.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 1
    return settings


def ask(cast, now: datetime = NOW) -> set[str]:
    """Everybody asks for a new password; gives the addresses."""
    addresses = {f"{role}@waterrijk.example" for role in ROLES}
    for address in addresses:
        ask_password_reset(email=address, now=now)
    run_jobs()
    return addresses


def send(now: datetime) -> int:
    return Sender(clock=lambda: now, pause=lambda seconds: None).run()


def states() -> Counter[str]:
    return Counter(Mail.objects.values_list("state", flat=True))


def send_for(hours: float, since: datetime, step: int = 10) -> None:
    """What the worker does in that time, a run every so many minutes."""
    for minute in range(0, int(hours * 60) + 1, step):
        send(since + timedelta(minutes=minute))


def test_a_server_that_is_away_for_a_day_loses_nothing_and_doubles_nothing(cast, smtp):
    wanted = ask(cast)
    send_for(24, NOW)
    assert states() == {MailState.WAITING: len(wanted)}
    with mail_server(smtp.EMAIL_PORT) as (server, _):
        send_for(1, NOW + timedelta(hours=24))
    assert {message["To"] for message in server.taken} == wanted
    assert len(server.taken) == len(set(server.numbers)) == len(wanted)
    assert states() == {MailState.SENT: len(wanted)}


def test_a_server_that_says_later_gets_it_later(cast, smtp):
    wanted = ask(cast)
    with mail_server(smtp.EMAIL_PORT) as (server, _):
        server.at_recipient = lambda address: "450 try later"
        send_for(2, NOW)
        assert server.taken == []
        server.at_recipient = lambda address: TAKEN
        send_for(1, NOW + timedelta(hours=2))
    assert len(set(server.numbers)) == len(server.taken) == len(wanted)


def test_a_server_that_takes_half_gets_the_other_half_later(cast, smtp):
    wanted = ask(cast)
    with mail_server(smtp.EMAIL_PORT) as (server, _):
        server.at_end = lambda address: "451 busy" if address.startswith(("m", "o")) else TAKEN
        send(NOW)
        assert 0 < len(server.taken) < len(wanted)
        server.at_end = lambda address: TAKEN
        send_for(1, NOW)
    assert {message["To"] for message in server.taken} == wanted
    assert len(set(server.numbers)) == len(server.taken)


def test_a_slow_server_holds_up_no_run_and_loses_nothing(cast, smtp):
    wanted = ask(cast)
    with mail_server(smtp.EMAIL_PORT) as (server, _):
        server.slow = 1.5
        assert send(NOW) == 0  # one was handed over in vain, and the run ended
        server.slow = 0.0
        send_for(1, NOW)
    assert {message["To"] for message in server.taken} == wanted
    assert len(server.taken) - len(set(server.numbers)) <= 1  # the slow one was taken after all


def test_what_was_taken_just_before_the_line_broke_leaves_again_with_the_same_number(cast, smtp):
    wanted = ask(cast)
    with mail_server(smtp.EMAIL_PORT) as (server, _):
        server.at_end = lambda address: BREAK_OFF
        send(NOW)
        assert len(server.taken) == 1
        server.at_end = lambda address: TAKEN
        send_for(1, NOW)
    assert {message["To"] for message in server.taken} == wanted
    assert Counter(server.numbers).most_common(1) == [(server.numbers[0], 2)]


def test_after_three_refusals_nothing_is_sent_until_it_is_lifted(cast, smtp):
    with mail_server(smtp.EMAIL_PORT) as (server, _):
        server.at_recipient = lambda address: "550 no such user" if address.startswith("member") else TAKEN
        for day in range(4):
            ask(cast, NOW + timedelta(days=day))
            send(NOW + timedelta(days=day))
        assert bounces.is_stopped("member@waterrijk.example")
        assert states() == {MailState.SENT: 16, MailState.REFUSED: 3, MailState.DROPPED: 1}
        server.at_recipient = lambda address: TAKEN
        bounces.lift_stop(address="member@waterrijk.example")
        ask(cast, NOW + timedelta(days=5))
        assert send(NOW + timedelta(days=5)) == len(ROLES)
