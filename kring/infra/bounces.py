"""Addresses that refuse mail: after three times nothing is sent there until somebody lifts it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from kring.infra.models import Bounce, Mail, MailState

STOPPED_AT = 3
# A refusal so long ago says nothing of now.
REMEMBERED = timedelta(days=90)


def note_bounce(*, address: str, why: str, now: datetime) -> None:
    """Count one hard refusal of an address."""
    row, made = Bounce.objects.get_or_create(
        address=address.lower()[:254], defaults={"at": now, "why": why[:200]}
    )
    if not made:
        again = Case(When(at__lt=now - REMEMBERED, then=Value(1)), default=F("count") + 1)
        Bounce.objects.filter(pk=row.pk).update(count=again, at=now, why=why[:200])


def note_returned(*, mail_id: UUID, status: str, now: datetime) -> bool:
    """A mail came back: for good (5.x.x) counts once against its address; a delay counts for nothing."""
    if not status.startswith("5"):
        return False
    with transaction.atomic():
        mail = Mail.objects.select_for_update().filter(pk=mail_id, state=MailState.SENT).first()
        if mail is None or not mail.address:
            return False
        Mail.objects.filter(pk=mail_id).update(state=MailState.REFUSED, why=f"came back: {status}")
        note_bounce(address=mail.address, why=status, now=now)
    return True


def stopped_among(addresses: Iterable[str]) -> set[str]:
    """Those of these addresses, in small letters, that get no mail any more."""
    small = {address.lower() for address in addresses}
    if not small:
        return set()
    rows = Bounce.objects.filter(address__in=small, count__gte=STOPPED_AT)
    return set(rows.values_list("address", flat=True))


def is_stopped(address: str | None) -> bool:
    """Whether nothing is sent to this address any more."""
    return bool(address) and bool(stopped_among([address or ""]))


def lift_stop(*, address: str) -> None:
    """Send to this address again."""
    Bounce.objects.filter(address=address.lower()).delete()
