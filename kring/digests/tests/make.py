"""What tests of digests do: people who want one each day, a round, and what came in."""

from datetime import datetime, timedelta

from django.core import mail

from kring.digests.actions import begin_rounds, build_part, choose_rhythm
from kring.digests.rules import Appointment
from kring.identity.models import Account
from tests.cast import Cast, viewer_now
from tests.jobs import run_jobs, send_mail

DAILY = Appointment("daily", 8)


def want_daily(cast: Cast, *names: str) -> None:
    """Only these people get a digest, each day at eight; what comes after is a minute later."""
    for account in Account.objects.filter(is_active=True):
        name = (account.email or "").partition("@")[0]
        wanted = DAILY if name in names else Appointment("off")
        choose_rhythm(person=viewer_now(account), appointment=wanted, now=cast.now)
    cast.now += timedelta(minutes=1)


def make_round(now: datetime) -> None:
    """Everything that the clock begins at that moment, all parts of it."""
    for round_id in begin_rounds(now=now):
        while build_part(round_id=round_id, now=now):
            pass


def morning(cast: Cast, days: int = 1) -> datetime:
    """Nine in the morning, so many days after everything was set up."""
    return cast.now.replace(hour=8, minute=0) + timedelta(days=days)


def send_digests(now: datetime) -> list[mail.EmailMessage]:
    """Make the digests of that moment and send them; returns what came in, and forgets it."""
    run_jobs()
    make_round(now)
    send_mail(now)
    came = [one for one in mail.outbox if "Kring <digests" in one.extra_headers.get("List-Id", "")]
    mail.outbox.clear()
    return came
