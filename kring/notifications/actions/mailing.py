"""Mail about notices: queued with them, and what the ledger remembers of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from kring.infra.outbox import Letter, Queued, queue
from kring.notifications import channels, rules
from kring.notifications.actions.wishes import set_road
from kring.notifications.models import Reason, Road


def queue_mail(told: dict[UUID, tuple[UUID, Reason]], event_id: UUID, now: datetime) -> None:
    """Queue a mail about each notice (id -> whom, why) whose reader wants one; what is said waits.

    It leaves at the first moment at which its reader wants mail.
    """
    wanted = dict(_who_want_mail(told))
    if not wanted:
        return
    welcome = channels.moments(wanted.values(), now + rules.GATHERED)
    mails = [
        Queued(
            key=f"notice.{notice.hex}.{event_id.hex}",
            account_id=who,
            payload={"notice": str(notice)},
            not_before=welcome[who],
        )
        for notice, who in wanted.items()
    ]
    queue(kind="notice", mails=mails, now=now)


def _who_want_mail(told: dict[UUID, tuple[UUID, Reason]]) -> Iterator[tuple[UUID, UUID]]:
    by_reason: dict[Reason, dict[UUID, UUID]] = {}
    for notice, (who, why) in told.items():
        by_reason.setdefault(why, {})[who] = notice
    for why, people in by_reason.items():
        for who in sorted(channels.wants(people, why, Road.MAIL)):
            yield people[who], who


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
    set_road(account_id=account_id, reason=Reason(reason), road=Road.MAIL, on=False)


def allow_mail(*, account_id: UUID, reason: str) -> None:
    """Undo `stop_mail`."""
    set_road(account_id=account_id, reason=Reason(reason), road=Road.MAIL, on=True)


def note_mailed(letters: Sequence[Letter], at: datetime) -> None:
    """Mails about notices left: whoever got one was told of the thread up to the notice's newest news."""
    for letter in letters:
        card = letter.mail.note.card
        if card.thread_id is not None:
            pair = (letter.mail.note.account_id, card.thread_id)
            note_told(pairs=[pair], road=Road.MAIL, upto=card.at)
