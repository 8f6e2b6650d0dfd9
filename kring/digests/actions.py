"""Choosing a rhythm, making rounds, and noting what left."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kring.digests import queries, statements
from kring.digests.models import Digest, DigestChoice, Rhythm, Round
from kring.digests.queries import Window
from kring.digests.rules import Appointment, is_due
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.outbox import Letter, Queued, queue
from kring.notifications.actions import note_told
from kring.notifications.channels import moments

KIND = "digest"
PEOPLE = 1000  # looked at in one transaction
START = UUID(int=0)


def choose_rhythm(*, person: Viewer, appointment: Appointment, now: datetime) -> None:
    """Have a digest at this moment from now on; what the one before did not tell yet goes along."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=person.id)
        before = queries.appointment_of(person)
        if before == appointment:
            return
        since = (queries.told_upto(person) if before.is_on else None) or now
        DigestChoice.objects.update_or_create(
            account_id=person.id,
            defaults={
                "rhythm": appointment.rhythm,
                "hour": appointment.hour,
                "weekday": appointment.weekday,
                "since": since,
                "changed_at": now,
            },
        )
        if appointment.is_on:
            _round(appointment, now)


def stop_digest(*, account_id: UUID, now: datetime) -> None:
    """No digest any more, from the mail itself; somebody who is gone stays as he is."""
    with transaction.atomic():
        if Account.objects.select_for_update().filter(pk=account_id).exists():
            row = DigestChoice.objects.filter(account=account_id).first()
            kept: dict[str, Any] = {"since": now, "changed_at": now}
            if row is None:
                hour, weekday = queries.usual().hour, queries.usual().weekday
                kept |= {"hour": hour, "weekday": weekday}
            off = {"rhythm": Rhythm.OFF}
            DigestChoice.objects.update_or_create(
                account_id=account_id, defaults=off, create_defaults=kept | off
            )


def begin_rounds(*, now: datetime) -> list[int]:
    """Begin every round whose moment has come; returns all that have people to look at.

    A round that was missed, however often, is one round that looks back further.
    """
    with transaction.atomic():
        for appointment in sorted(queries.appointments(None)):
            own = _round(appointment, now)
            if own.after is None and is_due(appointment, own.slot, now, queries.zone()):
                own.slot = queries.first_slot(appointment, now)
                own.since, own.upto, own.after = own.upto, now, START
                own.save()
        return queries.unfinished(None)


def build_part(*, round_id: int, now: datetime) -> bool:
    """Queue the digests of the next people of a round who have news; False when the round is done."""
    with transaction.atomic():
        own = Round.objects.select_for_update().get(pk=round_id)
        if own.after is None:
            return False
        people = queries.readers(None, own, own.after, PEOPLE)
        _begin_digests(own, queries.with_news(None, people) if people else [], now)
        own.after = people[-1].account_id if len(people) == PEOPLE else None
        own.save(update_fields=["after"])
        return own.after is not None


def note_sent(letters: Sequence[Letter], at: datetime) -> None:
    """Digests left: their readers are told of the conversations that stood in them."""
    accounts = [letter.row.account_id for letter in letters]
    Digest.objects.filter(account__in=accounts).update(sent_at=at)
    pairs = [
        (letter.row.account_id, thread)
        for letter in letters
        if letter.row.account_id
        for thread in letter.mail.note
    ]
    note_told(pairs=pairs, road=KIND, upto=at)


def _round(appointment: Appointment, now: datetime) -> Round:
    """The round of a moment, locked; one that nobody had before begins here."""
    start = {"slot": queries.first_slot(appointment, now), "since": now, "upto": now}
    return Round.objects.select_for_update().get_or_create(
        rhythm=appointment.rhythm, hour=appointment.hour, weekday=appointment.weekday, defaults=start
    )[0]


def _begin_digests(own: Round, told: Sequence[Window], now: datetime) -> None:
    if not told:
        return
    values: dict[str, Any] = {
        "slot": own.slot,
        "upto": own.upto,
        "ids": [one.account_id for one in told],
        "since": [one.since for one in told],
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.BEGIN, values)
        begun = [account for (account,) in cursor.fetchall()]
    slot = own.slot.isoformat()
    welcome = moments(begun, now)  # not in quiet hours or on days off; what comes then goes along
    mails = [
        Queued(
            key=f"{KIND}.{account.hex}.{slot}",
            account_id=account,
            payload={"slot": slot},
            not_before=welcome[account],
        )
        for account in begun
    ]
    queue(kind=KIND, mails=mails, now=now)
