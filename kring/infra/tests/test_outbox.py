"""The outbox: one mail per key, said in words when it leaves, and what a mail server does about it."""

import smtplib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from kring.infra import bounces, outbox
from kring.infra.models import Mail, MailState
from kring.infra.outbox import Kind, Letter, Mailable, Queued, Rendered, Row, message_id, queue
from kring.infra.sending import Sender, claim, forget_mail, recover

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
heard: list[tuple[str, datetime]] = []


def render(rows: Sequence[Row], now: datetime) -> Rendered:
    said: dict[UUID, Mailable | None] = {}
    for row in rows:
        if row.payload.get("broken"):
            raise RuntimeError("cannot be made")
        if not row.payload.get("silent"):
            said[row.id] = Mailable(to=row.address, subject="A\r\nBcc: b@x", text="Dag", html="<p>Dag</p>")
    return said


def note(letters: Sequence[Letter], at: datetime) -> None:
    heard.extend((letter.row.key, at) for letter in letters)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    here = "kring.infra.tests.test_outbox"
    table = {
        "plain": Kind(render=f"{here}.render", sent=f"{here}.note"),
        "once": Kind(render=f"{here}.render", at_most_once=True, together=10),
    }
    wired, wake = dict(outbox.kinds()), list(outbox._wake)
    outbox.wire(table, lambda: None)
    heard.clear()
    yield
    outbox.wire(wired, wake[0])


def wait(*keys: str, kind: str = "plain", **more: object) -> None:
    mails = [Queued(key=key, address=f"{key}@waterrijk.example", payload=more) for key in keys]
    queue(kind=kind, mails=mails, now=NOW)


def send(now: datetime = NOW) -> int:
    return Sender(clock=lambda: now, pause=lambda seconds: None).run()


def states() -> dict[str, str]:
    return dict(Mail.objects.values_list("key", "state"))


Answer = Callable[[str], None]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    """A mail server that first does what stands in this list, with the address."""
    answers: list[Answer] = []
    really = EmailBackend.send_messages

    def send_messages(self: EmailBackend, messages: Sequence[mail.EmailMessage]) -> int:
        for answer in answers:
            answer(messages[0].to[0])
        return int(really(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return answers


def refusing(code: int) -> Answer:
    def answer(address: str) -> None:
        raise smtplib.SMTPRecipientsRefused({address: (code, b"no\r\nsuch box")})

    return answer


def test_queueing_twice_is_one_mail() -> None:
    wait("a", "b")
    wait("b", "c")
    assert send() == 3
    assert sorted(letter.to[0][0] for letter in mail.outbox) == ["a", "b", "c"]


def test_mail_waits_for_its_moment() -> None:
    queue(kind="plain", mails=[Queued(key="a", address="a@x", not_before=NOW + timedelta(hours=1))], now=NOW)
    assert send() == 0
    assert send(NOW + timedelta(hours=1)) == 1


def test_what_has_nothing_to_say_is_dropped_with_a_reason() -> None:
    wait("a", silent=True)
    assert send() == 0
    assert Mail.objects.get().why == "nothing to say"


def test_a_line_break_in_a_subject_makes_no_header() -> None:
    wait("a")
    send()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert message["Message-ID"] == message_id("a")
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_hook_hears_what_was_sent() -> None:
    wait("a")
    send()
    assert heard == [("a", NOW)]


def test_mail_that_cannot_be_made_holds_up_no_other_and_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    wait("good")
    wait("bad", broken=True)
    assert send() == 1
    for day in range(1, 6):
        send(NOW + timedelta(days=day))
    assert states() == {"good": MailState.SENT, "bad": MailState.FAILED}


def test_what_is_refused_for_now_is_tried_again(server: list[Answer]) -> None:
    wait("a")
    server.append(refusing(450))
    assert send() == 0
    assert send() == 0  # not at once
    server.clear()
    assert send(NOW + timedelta(minutes=1)) == 1


def test_after_three_hard_refusals_an_address_gets_no_mail(server: list[Answer]) -> None:
    server.append(refusing(550))
    for number in range(3):
        queue(kind="plain", mails=[Queued(key=f"k{number}", address="Gone@x.example")], now=NOW)
        send()
    assert bounces.is_stopped("gone@x.example")
    server.clear()
    queue(kind="plain", mails=[Queued(key="k3", address="Gone@x.example")], now=NOW)
    assert send() == 0
    assert states()["k3"] == MailState.DROPPED
    bounces.lift_stop(address="gone@X.example")
    assert not bounces.is_stopped("gone@x.example")


def test_old_refusals_are_forgotten() -> None:
    for day in (0, 1, 200, 201):
        bounces.note_bounce(address="a@x", why="550", now=NOW + timedelta(days=day))
    assert not bounces.is_stopped("a@x")


def test_a_server_that_is_away_loses_nothing(server: list[Answer]) -> None:
    def away(address: str) -> None:
        raise ConnectionRefusedError

    wait("a", "b", "c")
    server.append(away)
    for minute in range(0, 24 * 60, 5):
        assert send(NOW + timedelta(minutes=minute)) == 0
    server.clear()
    assert send(NOW + timedelta(hours=25)) == 3


def test_a_cut_off_mail_is_sent_again_unless_that_may_be_twice(server: list[Answer]) -> None:
    def cut_off(address: str) -> None:
        raise smtplib.SMTPServerDisconnected

    wait("a")
    wait("d", kind="once")
    server.append(cut_off)
    for minute in range(3):
        send(NOW + timedelta(minutes=minute))
    server.clear()
    send(NOW + timedelta(hours=1))
    assert states() == {"a": MailState.SENT, "d": MailState.UNCERTAIN}


def test_what_a_killed_sender_had_in_hand_is_taken_up_again() -> None:
    wait("a", "b")
    wait("d", "e", kind="once")
    claim(now=NOW)
    Mail.objects.filter(key__in=["b", "e"]).update(state=MailState.HANDED)
    recover(now=NOW + timedelta(minutes=4))
    assert send(NOW + timedelta(minutes=4)) == 0
    assert send(NOW + timedelta(minutes=6)) == 3
    assert states()["e"] == MailState.UNCERTAIN
    assert {letter.extra_headers["Message-ID"] for letter in mail.outbox} == {
        message_id(key) for key in ("a", "b", "d")
    }


def test_the_rate_is_kept() -> None:
    wait(*(f"k{number}" for number in range(5)))
    pauses: list[float] = []
    Sender(clock=lambda: NOW, pause=pauses.append, per_minute=60).run()
    assert len(pauses) == 4
    assert 3.5 < max(pauses) <= 4.0


def test_a_failing_hook_does_not_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(letters: Sequence[Letter], at: datetime) -> None:
        raise RuntimeError

    monkeypatch.setattr("kring.infra.tests.test_outbox.note", fail)
    wait("a")
    send()
    assert Mail.objects.get().why == "its hook failed"


def test_mail_long_gone_is_forgotten() -> None:
    wait("a")
    send()
    assert forget_mail(before=NOW + timedelta(days=1)) == 1


def test_a_run_ends_in_time() -> None:
    moments = iter(NOW + timedelta(seconds=2 * step) for step in range(1000))
    wait(*(f"k{number}" for number in range(20)))
    Sender(clock=lambda: next(moments), pause=lambda seconds: None).run()
    assert 0 < len(mail.outbox) < 20
    assert set(states().values()) == {MailState.SENT, MailState.WAITING}
