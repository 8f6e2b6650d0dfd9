"""Turning the dial: more, less, only in the digest, or not."""

from datetime import datetime

from django.db import transaction

from kring.identity.viewer import Viewer
from kring.timelines.actions.streams import derive_subscriptions
from kring.timelines.models import Dial, Setting
from kring.timelines.rules import Turn


def set_dial(*, reader: Viewer, turn: Turn, now: datetime) -> Turn:
    """Turn a dial; it holds at once, until its moment (None: always). Returns how it stood, for undo."""
    with transaction.atomic():
        own = Dial.objects.filter(account=reader.id, stream=turn.stream, kind=turn.kind)
        row = own.select_for_update().first()
        was = Turn(turn.stream, turn.kind, Setting(row.setting) if row else None, row.until if row else None)
        if turn.setting is None:
            own.delete()
        else:
            Dial.objects.update_or_create(
                account_id=reader.id,
                stream=turn.stream,
                kind=turn.kind,
                defaults={"setting": turn.setting, "until": turn.until, "at": now},
            )
        if Setting.MORE in {turn.setting, was.setting}:
            derive_subscriptions(account_id=reader.id)
    return was


def forget_past_dials(*, before: datetime) -> int:
    """Remove dials whose time is over; they had no effect any more. Returns how many."""
    with transaction.atomic():
        past = Dial.objects.filter(until__lt=before)
        listened = set(past.filter(setting=Setting.MORE).values_list("account", flat=True))
        removed = past.delete()[0]
        for account_id in sorted(listened):
            derive_subscriptions(account_id=account_id)
    return removed
