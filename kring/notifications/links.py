"""Secrets in mails: to stop a sort of mail without signing in, and to answer by mail.

Both are made from our key, so nothing is stored; what they open is asked anew each time they are used.
"""

import base64
import binascii
import hmac
from uuid import UUID

from django.core import signing
from django.utils.crypto import salted_hmac

_STOP = "kring.notifications.stop"
_REPLY = "kring.notifications.reply"
_SIGNED = 16  # bytes of the signature: with the id it fits before the @ of an address


def stop_token(account_id: UUID, reason: str) -> str:
    """The secret by which somebody gets no more mail for a reason."""
    return signing.dumps([account_id.hex, reason], salt=_STOP)


def behind_stop_token(token: str) -> tuple[UUID, str] | None:
    """Whose mail for which reason a secret stops; None for any other text."""
    try:
        account, reason = signing.loads(token, salt=_STOP)
    except signing.BadSignature:
        return None
    return UUID(account), reason


def reply_token(notice_id: UUID) -> str:
    """The part of an address by which one person answers in one thread; small letters and digits only."""
    raw = notice_id.bytes + _signature(notice_id)
    return base64.b32encode(raw).decode().rstrip("=").lower()


def behind_reply_token(token: str) -> UUID | None:
    """The notice that an address answers; None for any other text."""
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + _SIGNED:
        return None
    notice_id = UUID(bytes=raw[:16])
    return notice_id if hmac.compare_digest(raw[16:], _signature(notice_id)) else None


def _signature(notice_id: UUID) -> bytes:
    return salted_hmac(_REPLY, notice_id.hex, algorithm="sha256").digest()[:_SIGNED]
