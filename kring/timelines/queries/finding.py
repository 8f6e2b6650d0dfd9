"""Reading a lane: ids by a bounded scan plus merge, then whole cards in one statement."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor
from kring.kit.clock import utcnow
from kring.kit.cursor import Cursor
from kring.timelines.cards import Card
from kring.timelines.models import Why
from kring.timelines.queries.cards import Found, cards_of
from kring.timelines.queries.lanes import Lane, conditions
from kring.timelines.queries.statements import IN_MY_GROUPS, MERGE, PLAIN, SCAN, SHARED_ACT, SHARED_JOIN

PAGE = 20
NEWEST = 300  # newest threads looked at before the merge, which costs more, is tried
STREAMS = 24  # looked into by the merge at first
START = Cursor(datetime(9999, 1, 1, tzinfo=UTC), UUID(int=(1 << 128) - 1))


@dataclass(frozen=True)
class Page:
    """Cards of one page and where the next begins (None: this was the end)."""

    cards: tuple[Card, ...]
    after: Cursor | None


def page(viewer: Viewer, lane: Lane, cursor: Cursor | None = None) -> Page:
    """One page of a lane, newest activity first, with whole cards and the reason of each."""
    found = _found(viewer, lane, cursor or START)
    more = len(found) > PAGE
    found = found[:PAGE]
    cards = cards_of(viewer, found, lane.group_id)
    last = found[-1] if found else None
    return Page(cards=cards, after=Cursor(last.act, last.thread_id) if more and last else None)


def _found(viewer: Viewer, lane: Lane, cursor: Cursor) -> list[Found]:
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "act": cursor.act,
        "id": cursor.id,
        "group": Why.GROUP,
        "now": utcnow(),
    }
    if lane.name not in {"mine", "groups"}:
        return _run(_plain(lane, values), values)[0]
    only = IN_MY_GROUPS if lane.name == "groups" else ""
    found, scanned = _run(SCAN.format(only=only, scan=NEWEST, limit=PAGE + 1), values)
    # No rows means that the scan saw too little, or that there is nothing: the merge tells.
    if len(found) > PAGE or (found and scanned < NEWEST):
        return found
    return _merged("AND s.why = %(group)s" if lane.name == "groups" else "", values)


def _plain(lane: Lane, values: dict[str, Any]) -> str:
    """The statement of a lane that isn't about subscriptions, newest activity first; fills `values`."""
    join, only = conditions(lane, values)
    limit = PAGE + 1
    if lane.group_id is None:
        return PLAIN.format(join=join, only=only, act="t.act", limit=limit)
    own = PLAIN.format(join=join, only=f"{only} AND t.group_id = %(group_id)s", act="t.act", limit=limit)
    there = PLAIN.format(join=f"{join} {SHARED_JOIN}", only=only, act=SHARED_ACT, limit=limit)
    return f"({own}) UNION ALL ({there}) ORDER BY 2 DESC, 1 DESC LIMIT {limit}"


def _merged(streams: str, values: dict[str, Any]) -> list[Found]:
    """What stands next in the reader's streams; looks into more of them when the newest held too little."""
    found: list[Found] = []
    heads = STREAMS
    while True:
        rows, upto = _run(MERGE.format(streams=streams, heads=heads, limit=PAGE + 1), values)
        found += rows
        if len(found) > PAGE or upto is None:
            return found[: PAGE + 1]
        values |= {"act": upto, "id": START.id}
        heads *= 2


def _run(statement: str, values: dict[str, Any]) -> tuple[list[Found], Any]:
    """What a statement finds, and what its last column tells of the whole; None when it finds nothing."""
    with ready_cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [Found(r[0], r[1], r[2] or 0, r[3]) for r in rows if r[0]], rows[0][4] if rows else None
