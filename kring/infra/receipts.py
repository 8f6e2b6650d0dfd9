"""Sending one form twice carries it out once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kring.infra.models import Receipt


def once(*, key: UUID, account_id: UUID, now: datetime, act: Callable[[], str]) -> str:
    """Run `act` in a transaction unless the same person sent this form key before.

    Returns what `act` returned the first time (an id or address, at most 200 characters). A second
    sender waits for the first to commit: the unique key does the queueing.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                receipt = Receipt.objects.create(key=key, account_id=account_id, at=now)
        except IntegrityError:
            earlier = Receipt.objects.get(key=key)
            if earlier.account_id != account_id:
                raise
            return earlier.result
        receipt.result = act()
        receipt.save(update_fields=["result"])
        return receipt.result


def is_used(key: UUID) -> bool:
    """Whether a form with this key was carried out."""
    return Receipt.objects.filter(key=key).exists()


def forget_receipts(*, before: datetime) -> int:
    """Remove receipts of before that moment; returns how many."""
    return Receipt.objects.filter(at__lt=before).delete()[0]
