"""Tickets: who holds one may listen to live signals. No cookie is needed, and none is read."""

import base64
import binascii
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.signing import BadSignature, TimestampSigner

SALT = "live"
VALID = 60  # seconds to connect in
MOST_STREAMS = 200
# Account, then the moment of asking in microseconds, then the streams.
_HEAD = struct.Struct(">16sQ")
_ID = 16


class BadTicket(ValueError):
    """A ticket that is forged, too old, or not a ticket at all."""


@dataclass(frozen=True)
class Ticket:
    """What a ticket says: ids as 16 bytes, and when it was asked for, in seconds since 1970."""

    account: bytes
    streams: tuple[bytes, ...]
    asked_at: float


def private_stream(account_id: UUID) -> UUID:
    """The stream that only this person listens to; the account's own id is what others follow."""
    return uuid5(account_id, "kring live")


def make_ticket(*, account_id: UUID, streams: Iterable[UUID], asked_at: datetime) -> str:
    """A signed ticket for at most `MOST_STREAMS` streams.

    `asked_at` must be taken before the streams are read: rights withdrawn after it make the ticket void.
    """
    head = _HEAD.pack(account_id.bytes, int(asked_at.timestamp() * 1_000_000))
    ids = [stream.bytes for stream in streams][:MOST_STREAMS]
    text = base64.urlsafe_b64encode(head + b"".join(ids)).decode()
    return TimestampSigner(salt=SALT).sign(text)


def read_ticket(text: str) -> Ticket:
    """What a ticket says; raises BadTicket when it isn't one of ours, or not of the last minute."""
    try:
        packed = base64.urlsafe_b64decode(TimestampSigner(salt=SALT).unsign(text, max_age=VALID))
        account, asked = _HEAD.unpack(packed[: _HEAD.size])
    except (BadSignature, binascii.Error, struct.error) as error:
        raise BadTicket from error
    ids = packed[_HEAD.size :]
    streams = tuple(ids[place : place + _ID] for place in range(0, len(ids), _ID))
    return Ticket(account, streams, asked / 1_000_000)
