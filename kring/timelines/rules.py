"""What a dial does and how long it holds; pure decisions."""

from dataclasses import dataclass
from datetime import datetime
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
