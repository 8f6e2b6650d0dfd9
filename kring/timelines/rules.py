"""What a dial does and how long it holds, and what of a page folds; pure decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, Protocol, TypeVar
from uuid import UUID

from kring.timelines.models import Setting

WEEKS = 4  # looked back on to tell what a dial will change


@dataclass(frozen=True)
class Turn:
    """How a dial stands: of a stream, of one kind or ("") of every kind; no setting is the middle."""

    stream: UUID
    kind: str
    setting: Setting | None
    until: datetime | None = None


@dataclass(frozen=True)
class Flow:
    """What came by in the last four weeks of a source: all, and those with many reactions in words."""

    all: int
    busy: int
    listened: bool  # whether it comes by without a dial


def change_a_week(setting: Setting | None, flow: Flow) -> int:
    """About how many items a week more (or, below zero, less) there will be; rounded, at least one of any."""
    if setting == Setting.MORE or setting is None:
        change = 0 if flow.listened else flow.all
    elif setting == Setting.LESS:
        change = flow.busy - flow.all
    else:
        change = -flow.all
    weekly = round(abs(change) / WEEKS)
    if change and not weekly:
        weekly = 1
    return weekly if change > 0 else -weekly


SHOWN = 2  # of a burst these stand there whole, the rest folds
# Bursts of a kind. Telling and asking is what the page is for: that folds by writer only.
BURSTS = frozenset({"idea", "poll", "praise", "showcase"})


class Foldable(Protocol):
    """What an item tells about folding."""

    @property
    def kind(self) -> str: ...

    @property
    def writer(self) -> UUID: ...

    @property
    def stays_whole(self) -> bool: ...


T = TypeVar("T", bound=Foldable)


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """Items next to each other: one that is shown whole, or all that fold behind one line."""

    items: tuple[T, ...]
    by: Literal["", "writer", "kind"] = ""  # what the folded ones have in common; empty: whole


def fold(items: Sequence[T], *, edge: int = 0) -> tuple[Stretch[T], ...]:
    """The items of a page in their order, with what follows on the first two of a burst folded.

    A burst is of one writer, or of one kind. It ends at an item that has to stay whole and at `edge`, the
    place of a line between items. A page that is one burst from begin to end does not fold.
    """
    found: list[Stretch[T]] = []
    at = len(items) if items and _burst(items, 0)[1] == len(items) else 0
    found += [Stretch((one,)) for one in items[:at]]
    while at < len(items):
        by, end = _burst(items[:edge] if at < edge else items, at)
        shown = at + (SHOWN if end - at > SHOWN else 1)
        found += [Stretch((one,)) for one in items[at:shown]]
        if end - at > SHOWN:
            found.append(Stretch(tuple(items[shown:end]), by))
            shown = end
        at = shown
    return tuple(found)


def _burst(items: Sequence[T], at: int) -> tuple[Literal["writer", "kind"], int]:
    """The longest burst that begins at an item, and where it ends."""
    first, ends = items[at], {"writer": at + 1, "kind": at + 1}
    for by, end in ends.items():
        same = first.writer if by == "writer" else first.kind
        if first.stays_whole or (by == "kind" and first.kind not in BURSTS):
            continue
        while end < len(items) and not items[end].stays_whole:
            if (items[end].writer if by == "writer" else items[end].kind) != same:
                break
            end += 1
        ends[by] = end
    return ("kind", ends["kind"]) if ends["kind"] > ends["writer"] else ("writer", ends["writer"])
