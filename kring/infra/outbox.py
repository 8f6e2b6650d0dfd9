"""Mail on its way: queued with the change it tells of, said in words only when it leaves.

A kind of mail has a function that renders it; `config/wiring.py` says which. That function is called at the
moment of sending and asks there and then what the reader may read.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from kring.infra.events import OutsideTransaction
from kring.infra.models import Mail


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of mail is made.

    `render(rows, now)` gives for the id of each row its Mailable, or None when there is nothing to say.
    `sent(letters, at)` is called in the transaction that marks them sent. With `at_most_once` a mail that
    was cut off while it was handed over is never sent again. `together` mails are marked in one go: more
    is quicker, and more are sent twice (or not) after a crash.
    """

    render: str
    sent: str = ""
    at_most_once: bool = False
    together: int = 1


@dataclass(frozen=True, kw_only=True)
class Queued:
    """A mail to be: ids and fixed words only. `key` is the same each time the same mail is queued."""

    key: str
    account_id: UUID | None = None
    address: str = ""  # only for who has no account
    payload: Mapping[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None


@dataclass(frozen=True)
class Row:
    """A mail that is about to leave, as its renderer gets it."""

    id: UUID
    kind: str
    key: str
    account_id: UUID | None
    address: str
    payload: Mapping[str, Any]
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Mailable:
    """What a mail says. `note` is for the hook that hears that it was sent."""

    to: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    note: Any = None


@dataclass(frozen=True)
class Letter:
    """A mail that was sent, for the hook."""

    row: Row
    mail: Mailable


Rendered = Mapping[UUID, Mailable | None]
_kinds: dict[str, Kind] = {}
_wake: list[Callable[[], None]] = []


def wire(table: Mapping[str, Kind], wake: Callable[[], None]) -> None:
    """Take over the kinds of mail of `config/wiring.py`; `wake` starts a sender soon."""
    _kinds.clear()
    _kinds.update(table)
    _wake[:] = [wake]


def kinds() -> Mapping[str, Kind]:
    """Every kind there is."""
    return _kinds


def kind_of(name: str) -> Kind:
    """The kind of this name; KeyError when the wiring has none."""
    return _kinds[name]


def queue(*, kind: str, mails: Sequence[Queued], now: datetime) -> None:
    """Queue mails in one statement, kept or lost with the caller's transaction; one queued before stays.

    Raises OutsideTransaction when there is none, KeyError for a kind missing from the wiring.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    kind_of(kind)
    rows = [
        Mail(
            kind=kind,
            key=mail.key,
            account_id=mail.account_id,
            address=mail.address,
            payload=dict(mail.payload),
            not_before=mail.not_before or now,
            queued_at=now,
        )
        for mail in mails
    ]
    if rows:
        Mail.objects.bulk_create(rows, ignore_conflicts=True)
        if any(row.not_before <= now for row in rows):
            transaction.on_commit(_wake[0])


def host() -> str:
    """The name of this Kring in numbers of mails."""
    return urlsplit(settings.ORIGIN).hostname or "localhost"


def tagged_address(tag: str) -> str:
    """The address at which answers with this tag come in; `KRING_MAIL_REPLY` is set."""
    local, _, domain = settings.MAIL_REPLY.rpartition("@")
    return f"{local}+{tag}@{domain}"


def message_id(key: str) -> str:
    """The Message-ID of the mail with this key: the same each time, so that doubles can be seen."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}.kring@{host()}>"
