"""What was taken over before: the ledger that makes an import repeatable."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from kring.transfer.models import ExternalId

T = TypeVar("T")
_KEY_LENGTH = 120


def key_of(text: str) -> str:
    """The foreign name as a key; a very long one as its hash."""
    return text if len(text) <= _KEY_LENGTH else hashlib.sha256(text.encode()).hexdigest()


def digest_of(*parts: object) -> str:
    """A short text that differs when what was read differs."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True)
class Item(Generic[T]):
    """A foreign thing on its way in: its key there, how it looks, and what was read."""

    key: str
    digest: str
    record: T


@dataclass(frozen=True)
class Sorted(Generic[T]):
    """A batch compared with the ledger; `changed` carries our ids."""

    new: tuple[Item[T], ...]
    changed: tuple[tuple[Item[T], UUID], ...]
    same: int


class Ledger:
    """The foreign names of one source, and what they are here."""

    def __init__(self, source: str, run_id: UUID) -> None:
        self.source = source
        self.run_id = run_id

    def ids(self, kind: str, keys: Iterable[str] | None = None) -> dict[str, UUID]:
        """What these are here; of all of a kind without `keys`."""
        rows = ExternalId.objects.filter(source=self.source, kind=kind)
        if keys is not None:
            rows = rows.filter(key__in=set(keys))
        return dict(rows.values_list("key", "object_id"))

    def has(self, kind: str, object_id: UUID) -> bool:
        """Whether a thing of ours has a name there."""
        return ExternalId.objects.filter(source=self.source, kind=kind, object_id=object_id).exists()

    def sort(self, kind: str, items: Sequence[Item[T]], final: str = "") -> Sorted[T]:
        """Which of a batch are new, and which look otherwise than before.

        What was written down with the digest `final` counts as unchanged for ever.
        """
        rows = ExternalId.objects.filter(source=self.source, kind=kind, key__in=[item.key for item in items])
        known = {row.key: row for row in rows}
        new = tuple(item for item in items if item.key not in known)
        changed = tuple(
            (item, row.object_id)
            for item in items
            if (row := known.get(item.key)) and row.digest not in {item.digest, final or item.digest}
        )
        return Sorted(new, changed, len(items) - len(new) - len(changed))

    def write(self, kind: str, sorted_items: Sorted[T], new_ids: dict[str, UUID]) -> None:
        """Write down a batch, in the transaction that wrote the things themselves."""
        ExternalId.objects.bulk_create(
            [
                ExternalId(
                    source=self.source,
                    kind=kind,
                    key=item.key,
                    object_id=new_ids[item.key],
                    digest=item.digest,
                    run_id=self.run_id,
                )
                for item in sorted_items.new
            ]
        )
        for item, _object_id in sorted_items.changed:
            ExternalId.objects.filter(source=self.source, kind=kind, key=item.key).update(digest=item.digest)
