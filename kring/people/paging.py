"""Keyset cursor for lists in order of name: the sort key and id of the last row, as opaque text."""

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

_ID_LENGTH = 16


@dataclass(frozen=True)
class NameCursor:
    """Position in a list sorted by (sort key, id)."""

    key: str
    id: UUID

    def encode(self) -> str:
        """The position as url-safe text."""
        return base64.urlsafe_b64encode(self.id.bytes + self.key.encode()).decode("ascii").rstrip("=")

    def after(self, key: str = "sort_key", id: str = "id") -> Q:
        """The rows behind this position; `key` and `id` are the paths to both columns."""
        # The first condition lets the index find the start; the second settles equal keys.
        return Q(**{f"{key}__gte": self.key}) & (Q(**{f"{key}__gt": self.key}) | Q(**{f"{id}__gt": self.id}))


def decode(text: str) -> NameCursor | None:
    """What `encode` wrote, or None for anything else: garbage means "start at the top"."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if len(raw) < _ID_LENGTH or b"\0" in raw[_ID_LENGTH:]:
            return None
        return NameCursor(key=raw[_ID_LENGTH:].decode(), id=UUID(bytes=raw[:_ID_LENGTH]))
    except (binascii.Error, ValueError):
        return None


def behind(text: str, key: str = "sort_key", id: str = "id") -> Q:
    """The rows behind the cursor in an address; all rows when it holds none."""
    cursor = decode(text)
    return cursor.after(key, id) if cursor else Q()
