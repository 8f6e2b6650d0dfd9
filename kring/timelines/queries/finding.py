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
from kring.timelines.queries.statements import (
    GROUP_STREAMS,
    IN_MY_GROUPS,
    MERGE,
    NARROWED,
    PLAIN,
    SCAN,
    SHARED_ACT,
    SHARED_JOIN,
)

PAGE = 20
NEWEST = 300  # newest threads looked at before the merge, which costs more, is tried
MOST = 3000  # looked at for one page of a lane with filters
STREAMS = 24  # looked into by the merge at first
START = Cursor(datetime(9999, 1, 1, tzinfo=UTC), UUID(int=(1 << 128) - 1))


@dataclass(frozen=True)
class Page:
    """Cards of one page and where the next begins (None: this was the end)."""

    cards: tuple[Card, ...]
    after: Cursor | None


def page(viewer: Viewer, lane: Lane, cursor: Cursor | None = None) -> Page:
    """One page of a lane, newest first, with whole cards and the reason of each.

    With filters a page looks at a bounded number of conversations: it may hold few, and still more follow.
    """
    found, onward = _found(viewer, lane, cursor or START)
    if len(found) > PAGE:
        found = found[:PAGE]
        onward = Cursor(found[-1].act, found[-1].thread_id)
    return Page(cards=cards_of(viewer, found, lane.group_id), after=onward)


def _found(viewer: Viewer, lane: Lane, cursor: Cursor) -> tuple[list[Found], Cursor | None]:
    now = utcnow()
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "act": cursor.act,
        "id": cursor.id,
        "group_why": Why.GROUP,
        "now": now,
    }
    only, limit = conditions(lane, values, now), PAGE + 1
    if lane.name not in {"mine", "groups"}:
        if lane.is_narrowed:
            return _run(NARROWED.format(only=only, scan=MOST, limit=limit), values)
        return _run(_plain(lane, only), values)[0], None
    if lane.name == "groups":
        only += IN_MY_GROUPS
    if lane.is_narrowed:
        return _run(SCAN.format(only=only, scan=MOST, limit=limit), values)
    found, onward = _run(SCAN.format(only=only, scan=NEWEST, limit=limit), values)
    # With too little found among the newest, the merge looks into the reader's own streams.
    if len(found) > PAGE or onward is None:
        return found, None
    return _merged(values, in_groups=lane.name == "groups"), None


def _plain(lane: Lane, only: str) -> str:
    """The statement of a lane that isn't about subscriptions, newest activity first."""
    limit = PAGE + 1
    if lane.group_id is None:
        return PLAIN.format(join="", only=only, act="t.act", limit=limit)
    own = PLAIN.format(join="", only=f"{only} AND t.group_id = %(group_id)s", act="t.act", limit=limit)
    there = PLAIN.format(join=SHARED_JOIN, only=only, act=SHARED_ACT, limit=limit)
    return f"({own}) UNION ALL ({there}) ORDER BY 2 DESC, 1 DESC LIMIT {limit}"


def _merged(values: dict[str, Any], *, in_groups: bool) -> list[Found]:
    """What stands next in the reader's streams; looks into more of them when the newest held too little."""
    found: list[Found] = []
    streams, only = (GROUP_STREAMS, IN_MY_GROUPS) if in_groups else ("", "")
    heads = STREAMS
    while True:
        rows, onward = _run(MERGE.format(streams=streams, only=only, heads=heads, limit=PAGE + 1), values)
        found += rows
        if len(found) > PAGE or onward is None:
            return found[: PAGE + 1]
        if onward.act < values["act"]:  # else much began at one moment: go on from the same place
            values |= {"act": onward.act, "id": START.id}
        heads *= 2


def _run(statement: str, values: dict[str, Any]) -> tuple[list[Found], Cursor | None]:
    """What a statement finds, and from where there may be more that it did not look at."""
    with ready_cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    onward = Cursor(rows[0][4], rows[0][5] or START.id) if rows and rows[0][4] else None
    return [Found(r[0], r[1], r[2] or 0, r[3]) for r in rows if r[0]], onward
