"""What all steps of an apply pass share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from django.db import transaction

from kring.identity.viewer import Viewer
from kring.transfer.actions.ledger import Item, Ledger, Sorted, in_batches
from kring.transfer.readers.records import Kind
from kring.transfer.readers.stackexchange import Dump
from kring.transfer.survey import Progress, Survey

T = TypeVar("T")
BATCH: Final = 200


@dataclass(kw_only=True)
class Work:
    """One run: what it reads, where it writes, and which threads it touched."""

    dump: Dump
    seen: Survey
    ledger: Ledger
    owner: Viewer
    now: datetime
    progress: Progress
    site: str
    group_id: UUID
    audience_id: UUID
    people: dict[str, UUID] = field(default_factory=dict)
    topics: dict[str, UUID] = field(default_factory=dict)
    touched: set[UUID] = field(default_factory=set)  # threads to index again


@dataclass(frozen=True)
class Step:
    """One kind of thing on its way in: what to call it, and how many come."""

    kind: Kind
    title: str
    total: int


def bring(
    work: Work,
    step: Step,
    items: Iterable[Item[T]],
    write: Callable[[Work, Sorted[T]], dict[str, UUID]],
    final: str = "",
) -> None:
    """Take items over in batches, one transaction each, leaving out what is here already.

    `write` writes a sorted batch and returns our ids of the new ones by foreign key.
    """
    done = 0
    tally = work.seen.tallies[step.kind]
    work.progress(step.title, 0, step.total)
    for batch in in_batches(items, BATCH):
        ordered = work.ledger.sort(step.kind, batch, final)
        if ordered.new or ordered.changed:
            with transaction.atomic():
                work.ledger.write(step.kind, ordered, write(work, ordered))
        tally.new += len(ordered.new)
        tally.changed += len(ordered.changed)
        tally.same += ordered.same
        done += len(batch)
        work.progress(step.title, done, step.total)


def all_of(ordered: Sorted[T]) -> Sequence[tuple[Item[T], UUID | None]]:
    """The new and the changed of a batch, in that order, with our id of the changed ones."""
    return [*((item, None) for item in ordered.new), *ordered.changed]
