"""Sending one form twice carries it out once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from kring.infra.models import Receipt
from kring.infra.verdict import Unseen


def once(*, key: UUID, account_id: UUID, now: datetime, act: Callable[[], str]) -> str:
    """Run `act` in a transaction unless the same person sent this form key before.

    Returns what `act` returned the first time (an id or address, at most 200 characters). A second
    sender waits for the first to commit: the unique key does the queueing. Raises Unseen for a key of
    somebody else.
    """
    with transaction.atomic():
        if not _is_first(key, account_id, now):
            return _earlier(key, account_id)
        result = act()
        Receipt.objects.filter(key=key).update(result=result)
        return result


def _is_first(key: UUID, account_id: UUID, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO infra_receipt (key, account_id, result, at) VALUES (%s, %s, '', %s)"
            " ON CONFLICT (key) DO NOTHING",
            [key, account_id, now],
        )
        return bool(cursor.rowcount)


def _earlier(key: UUID, account_id: UUID) -> str:
    receipt = Receipt.objects.filter(key=key, account_id=account_id).first()
    if receipt is None:
        raise Unseen
    return receipt.result


def is_used(key: UUID) -> bool:
    """Whether a form with this key was carried out."""
    return Receipt.objects.filter(key=key).exists()


def forget_receipts(*, before: datetime) -> int:
    """Remove receipts of before that moment; returns how many."""
    return Receipt.objects.filter(at__lt=before).delete()[0]
