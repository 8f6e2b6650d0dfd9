"""The secret in a digest by which its reader stops it without signing in; nothing is stored for it."""

from uuid import UUID

from django.core import signing

_STOP = "kring.digests.stop"


def stop_token(account_id: UUID) -> str:
    """The secret of one person."""
    return signing.dumps(account_id.hex, salt=_STOP)


def behind_stop_token(token: str) -> UUID | None:
    """Whose digest a secret stops; None for any other text."""
    try:
        return UUID(signing.loads(token, salt=_STOP))
    except signing.BadSignature:
        return None
