"""The event log: a state change writes one event and defers its reactions, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID

from django.db import connection, transaction
from django.utils.module_loading import import_string

from kring.infra.models import Event as EventRow


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened; subclasses add ids. `quiet` marks imported history: index it, tell nobody."""

    at: datetime
    quiet: bool = False


@dataclass(frozen=True)
class Within:
    """A reaction that must hold as soon as the change does: it runs in the same transaction."""

    path: str


Reaction = Callable[[Event], None]
Wiring = Mapping[type[Event], Sequence[str | Within]]
Later = Callable[[UUID, Sequence[str]], None]
_later: list[Later] = []
_wiring: dict[type[Event], tuple[str | Within, ...]] = {}
_by_name: dict[str, type[Event]] = {}


class OutsideTransaction(RuntimeError):
    """An event was recorded where a crash could keep the event and lose the change, or reverse."""


def wire(table: Wiring, later: Later) -> None:
    """Take over the table of `config/wiring.py`: event class to dotted names of its reactions.

    `later` makes the jobs: one for each name of a reaction to the event of that id.
    """
    _later[:] = [later]
    _wiring.clear()
    _by_name.clear()
    for kind, reactions in table.items():
        _wiring[kind] = tuple(reactions)
        _by_name[kind.__name__] = kind


def record(event: Event) -> UUID:
    """Write `event` to the log and set off its reactions, inside the caller's transaction.

    A `Within` runs here and now, any other becomes one job that is lost or kept with the transaction.

    Raises OutsideTransaction when there is none, KeyError for an event missing from the wiring.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(type(event).__name__)
    reactions = _wiring[type(event)]
    row = EventRow.objects.create(
        name=type(event).__name__, payload=_pack(event), at=event.at, quiet=event.quiet
    )
    for reaction in reactions:
        if isinstance(reaction, Within):
            import_string(reaction.path)(event)
    if later := [reaction for reaction in reactions if not isinstance(reaction, Within)]:
        _later[0](row.id, later)
    return row.id


def react(event_id: UUID, reaction: str) -> None:
    """Carry out one reaction to one logged event; a reaction may run twice and must not mind."""
    row = EventRow.objects.get(pk=event_id)
    function: Reaction = import_string(reaction)
    with transaction.atomic():
        function(_unpack(_by_name[row.name], row))


def _pack(event: Event) -> dict[str, Any]:
    values = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in {"at", "quiet"}}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


def _unpack(kind: type[Event], row: EventRow) -> Event:
    hints = get_type_hints(kind)
    values = {
        name: UUID(value) if value is not None and hints[name] in (UUID, UUID | None) else value
        for name, value in row.payload.items()
    }
    return kind(at=row.at, quiet=row.quiet, **values)
