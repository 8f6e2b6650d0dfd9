"""The sender: takes mails from the queue, has them said in words, and hands them to the mail server."""

import logging
import random
import smtplib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.module_loading import import_string

from kring.infra import bounces, incoming, outbox
from kring.infra.models import Mail, MailState
from kring.infra.outbox import Kind, Letter, Mailable, Row

log = logging.getLogger("kring.mail")

BATCH = 250
RUN = timedelta(seconds=50)  # so long one run goes on; the next comes within a minute
# A run looks at its clock before each mail, so a claim as old as this is of a sender that is gone.
ABANDONED = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=5)  # as mail servers themselves do
RENDERINGS = 5  # a mail that cannot be made is tried so often


class ServerAway(Exception):
    """The mail server broke off, or did not answer in time, while it was handed a mail."""


@dataclass
class Sender:
    """One run. `pause` and `clock` are given, so that a test need not wait."""

    clock: Callable[[], datetime]
    pause: Callable[[float], None] = time.sleep
    per_minute: int = field(default_factory=lambda: settings.MAIL_PER_MINUTE)
    sent: int = 0
    _next: float = 0.0

    def run(self) -> int:
        """Send what is due, at most for the length of one run; returns how many left."""
        ends = self.clock() + RUN
        recover(now=self.clock())
        server: BaseEmailBackend = get_connection()
        try:
            while self.clock() < ends and (rows := claim(now=self.clock())):
                if not self._send(rows, server, ends):
                    break
        finally:
            close(server)
        return self.sent

    def _send(self, rows: Sequence[Row], server: BaseEmailBackend, ends: datetime) -> bool:
        """Send a batch; False when the run is over. What did not leave waits again."""
        waiting = {row.id for row in rows}
        try:
            server.open()
            for kind, letters in self._letters(rows, waiting):
                for part in chunks(letters, kind.together):
                    if self.clock() >= ends:
                        return False
                    waiting -= {letter.row.id for letter in part}
                    self._hand(kind, part, server)
        except ServerAway as error:  # in the middle: the others go on in the next run
            log.warning("the mail server broke off: %s", error)
            return False
        except (OSError, smtplib.SMTPException) as error:
            log.warning("the mail server is away: %s", type(error).__name__)
            postpone(waiting, now=self.clock(), why=type(error).__name__)
            waiting.clear()
            return False
        finally:
            give_back(waiting)
        return True

    def _letters(self, rows: Sequence[Row], waiting: set[UUID]) -> Iterator[tuple[Kind, list[Letter]]]:
        """The rows of each kind said in words; those with nothing to say are dropped here."""
        for name in dict.fromkeys(row.kind for row in rows):
            kind = outbox.kind_of(name)
            own = [row for row in rows if row.kind == name]
            said = render(kind, own, now=self.clock())
            waiting -= {row.id for row in own if row.id not in said}  # could not be made: put off already
            letters = [Letter(row, mail) for row in own if (mail := said.get(row.id)) is not None]
            stopped = bounces.stopped_among([letter.mail.to for letter in letters])
            silent = [row.id for row in own if row.id in said and said[row.id] is None]
            dead = [letter.row.id for letter in letters if letter.mail.to.lower() in stopped]
            finish(silent, MailState.DROPPED, now=self.clock(), why="nothing to say")
            finish(dead, MailState.DROPPED, now=self.clock(), why="address stopped after bounces")
            waiting -= {*silent, *dead}
            yield kind, [letter for letter in letters if letter.row.id not in dead]

    def _hand(self, kind: Kind, letters: Sequence[Letter], server: BaseEmailBackend) -> None:
        """Hand some mails to the server and mark what became of each."""
        mark_handed(letters, at=self.clock())
        gone: list[Letter] = []
        left = list(letters)
        try:
            for letter in letters:
                self._wait_turn()
                left.remove(letter)
                if hand_over(letter, server, kind, now=self.clock()):
                    gone.append(letter)
        finally:
            give_back({letter.row.id for letter in left})
            mark_sent(kind, gone, at=self.clock())
            self.sent += len(gone)

    def _wait_turn(self) -> None:
        """Keep to the rate."""
        here = time.monotonic()
        if here < self._next:
            self.pause(self._next - here)
        self._next = max(here, self._next) + 60 / self.per_minute


def mark_handed(letters: Sequence[Letter], *, at: datetime) -> None:
    """These are on their way; the address is kept for when one comes back."""
    rows = [
        Mail(pk=letter.row.id, address=letter.mail.to, state=MailState.HANDED, claimed_at=at)
        for letter in letters
    ]
    Mail.objects.bulk_update(rows, ["address", "state", "claimed_at"])


def claim(*, now: datetime) -> list[Row]:
    """Take a batch that is due in hand; another sender takes others."""
    with transaction.atomic():
        due = Mail.objects.filter(state=MailState.WAITING, not_before__lte=now)
        rows = list(due.order_by("not_before", "id").select_for_update(skip_locked=True)[:BATCH])
        Mail.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=MailState.CLAIMED, claimed_at=now, attempts=F("attempts") + 1
        )
    return [
        Row(row.pk, row.kind, row.key, row.account_id, row.address, row.payload, row.attempts + 1)
        for row in rows
    ]


def recover(*, now: datetime) -> None:
    """Take up again what a killed sender had in hand; but what may have left leaves twice only if it may."""
    old = Mail.objects.filter(claimed_at__lt=now - ABANDONED)
    once = [name for name, kind in outbox.kinds().items() if kind.at_most_once]
    handed = old.filter(state=MailState.HANDED)
    handed.filter(kind__in=once).update(state=MailState.UNCERTAIN, done_at=now, why="cut off")
    old.filter(state__in=[MailState.CLAIMED, MailState.HANDED]).update(
        state=MailState.WAITING, claimed_at=None
    )


def render(kind: Kind, rows: Sequence[Row], *, now: datetime) -> Mapping[UUID, Mailable | None]:
    """Say the rows in words; a row that cannot be said does not hold up the others."""
    function = import_string(kind.render)
    try:
        with transaction.atomic():
            return {row.id: None for row in rows} | dict(function(rows, now))
    except Exception:
        if len(rows) == 1:
            log.exception("mail %s cannot be made", rows[0].id)
            put_off_making(rows[0], now=now)
            return {}
    return {key: said for row in rows for key, said in render(kind, [row], now=now).items()}


def put_off_making(row: Row, *, now: datetime) -> None:
    """A fault of ours: tried again some times, then left for an administrator to see."""
    if row.attempts >= RENDERINGS:
        finish([row.id], MailState.FAILED, now=now, why="cannot be made")
    else:
        postpone({row.id}, now=now, why="cannot be made")


def hand_over(letter: Letter, server: BaseEmailBackend, kind: Kind, *, now: datetime) -> bool:
    """Hand one mail to the server; False when it was not taken. Raises ServerAway when none will be."""
    row = letter.row
    try:
        server.send_messages([message_of(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        refuse(letter, code, said(words), now=now, counts=True)
    except smtplib.SMTPDataError as error:
        refuse(letter, error.smtp_code, said(error.smtp_error), now=now, counts=False)
    except ValueError as error:  # an address or header that cannot be written down
        finish([row.id], MailState.FAILED, now=now, why=type(error).__name__)
    except (OSError, smtplib.SMTPException) as error:
        if kind.at_most_once and not isinstance(error, smtplib.SMTPSenderRefused):
            finish([row.id], MailState.UNCERTAIN, now=now, why=type(error).__name__)
        else:
            postpone({row.id}, now=now, why=type(error).__name__)
        raise ServerAway(type(error).__name__) from error
    else:
        return True
    return False


def refuse(letter: Letter, code: int, words: str, *, now: datetime, counts: bool) -> None:
    """Note that the server did not take a mail: for now (4xx) or for good (5xx)."""
    row, why = letter.row, f"{code} {words}"
    if 500 <= code < 600:
        with transaction.atomic():
            finish([row.id], MailState.REFUSED, now=now, why=why)
            if counts:
                bounces.note_bounce(address=letter.mail.to, why=why, now=now)
    else:
        postpone({row.id}, now=now, why=why)


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The message as it goes to the server; a line break in a name makes no header."""
    mail = letter.mail
    headers = {name: " ".join(value.split()) for name, value in mail.headers.items()}
    sender = settings.DEFAULT_FROM_EMAIL
    if settings.MAIL_REPLY:  # where it comes back to says which mail it was
        headers["From"] = sender
        sender = outbox.tagged_address(incoming.bounce_tag(letter.row.id))
    message = EmailMultiAlternatives(
        " ".join(mail.subject.split()),
        mail.text,
        from_email=sender,
        to=[mail.to],
        headers={"Message-ID": outbox.message_id(letter.row.key), "Auto-Submitted": "auto-generated"}
        | headers,
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def mark_sent(kind: Kind, letters: Sequence[Letter], *, at: datetime) -> None:
    """Mark what was sent, and tell the kind's hook, in one transaction."""
    ids = [letter.row.id for letter in letters]
    try:
        with transaction.atomic():
            finish(ids, MailState.SENT, now=at, why="")
            if kind.sent and letters:
                import_string(kind.sent)(letters, at)
    except DatabaseError:
        raise
    except Exception:  # what has left has left: it may not leave again and again for a fault of ours
        log.exception("the hook of %s failed", kind.sent)
        finish(ids, MailState.SENT, now=at, why="its hook failed")


def finish(ids: Sequence[UUID], state: MailState, *, now: datetime, why: str) -> None:
    """These mails are done with."""
    if ids:
        Mail.objects.filter(pk__in=ids).update(state=state, done_at=now, why=why[:200])


def give_back(ids: set[UUID]) -> None:
    """These wait again as if they had not been taken."""
    if ids:
        Mail.objects.filter(pk__in=ids).update(
            state=MailState.WAITING, claimed_at=None, attempts=F("attempts") - 1
        )


def postpone(ids: set[UUID], *, now: datetime, why: str) -> None:
    """These wait for a while, longer each time and not all equally long; too old ones are given up."""
    late = []
    for mail in Mail.objects.filter(pk__in=ids):
        mail.state, mail.claimed_at, mail.why = MailState.WAITING, None, why[:200]
        mail.not_before = now + back_off(mail.attempts)
        if now - mail.queued_at > GIVE_UP_AFTER:
            mail.state, mail.done_at = MailState.FAILED, now
        late.append(mail)
    Mail.objects.bulk_update(late, ["state", "claimed_at", "why", "not_before", "done_at"])


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many attempts: half a minute, one, two, and at most half an hour."""
    whole: timedelta = min(timedelta(seconds=30) * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    return whole * random.uniform(0.5, 1.0)  # noqa: S311 - spreads, hides nothing


def chunks(letters: Sequence[Letter], size: int) -> Iterator[list[Letter]]:
    """Parts of at most this many."""
    rest = iter(letters)
    while part := list(islice(rest, size)):
        yield part


def close(server: BaseEmailBackend) -> None:
    """Say goodbye; a server that is gone already doesn't matter."""
    try:
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        log.info("the mail server left first: %s", type(error).__name__)


def complaint() -> str:
    """What is wrong with the mail server; empty when it answers."""
    server = get_connection(timeout=5)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        return f"does not answer ({type(error).__name__})"
    close(server)
    return ""


def said(words: bytes | str) -> str:
    """What a server answered, as text of one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())


def forget_mail(*, before: datetime) -> int:
    """Remove mails that were done with before that moment; returns how many."""
    return Mail.objects.filter(done_at__lt=before).delete()[0]
