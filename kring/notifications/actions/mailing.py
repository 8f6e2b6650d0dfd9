"""Mail about notices: queued with them, and what the ledger remembers of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from kring.infra.outbox import Letter, Queued, queue
from kring.notifications import rules
from kring.notifications.channels import moments, wants
from kring.notifications.models import Choice, Reason, Road


def queue_mail(told: dict[UUID, tuple[UUID, Reason]], event_id: UUID, now: datetime) -> None:
    """Queue a mail about each notice (id -> whom, why) whose reader wants one; what is said waits."""
    wanting: set[tuple[UUID, Reason]] = set()
    for reason in {why for _, why in told.values()}:
        people = [who for who, why in told.values() if why == reason]
        wanting |= {(who, reason) for who in wants(people, reason, Road.MAIL)}
    if not wanting:
        return
    welcome = moments({who for who, _ in wanting}, now + rules.GATHERED)
    mails = [
        Queued(
            key=f"notice.{notice.hex}.{event_id.hex}",
            account_id=who,
            payload={"notice": str(notice)},
            not_before=welcome[who],
        )
        for notice, (who, why) in told.items()
        if (who, why) in wanting
    ]
    queue(kind="notice", mails=mails, now=now)


def note_told(*, pairs: Iterable[tuple[UUID, UUID]], road: str, upto: datetime) -> None:
    """Remember that people (account, thread) were told over a road of all up to a moment; one statement.

    Belongs in the transaction that marks it sent. Somebody told of later news already stays so.
    """
    known = sorted(set(pairs))
    if not known:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_told AS t (account_id, thread_id, road, upto)"
            " SELECT account, thread, %s, %s FROM unnest(%s::uuid[], %s::uuid[]) AS told (account, thread)"
            " ON CONFLICT (account_id, thread_id, road) DO UPDATE SET upto = greatest(t.upto, excluded.upto)",
            [road, upto, [account for account, _ in known], [thread for _, thread in known]],
        )


def stop_mail(*, account_id: UUID, reason: str) -> None:
    """Mail somebody no more for a reason; whoever holds the link of one such mail may do this."""
    _choose(account_id, Reason(reason), on=False)


def allow_mail(*, account_id: UUID, reason: str) -> None:
    """Undo `stop_mail`."""
    _choose(account_id, Reason(reason), on=True)


def _choose(account_id: UUID, reason: Reason, *, on: bool) -> None:
    Choice.objects.update_or_create(account_id=account_id, reason=reason, road=Road.MAIL, defaults={"on": on})


def note_mailed(letters: Sequence[Letter], at: datetime) -> None:
    """Mails about notices left: whoever got one was told of the thread up to the notice's newest news."""
    for letter in letters:
        card = letter.mail.note.card
        if card.thread_id is not None:
            pair = (letter.mail.note.account_id, card.thread_id)
            note_told(pairs=[pair], road=Road.MAIL, upto=card.at)
