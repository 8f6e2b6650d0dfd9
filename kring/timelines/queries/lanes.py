"""What a lane is: its name and the filters that stand in the address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kring.discussion.queries.reading import unread_sql
from kring.groups.access import reads_group_sql

LANES = ("mine", "questions", "groups", "all")
PERIODS = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


@dataclass(frozen=True)
class Lane:
    """What a reader wants to see: a lane's name and filters.

    Pages of one topic, group or person give its id. In an address stand words: slugs, a handle, the name of a
    place. What a reader may not know filters everything away, as what is not there does.
    """

    name: str = "mine"
    topic_id: UUID | None = None
    group_id: UUID | None = None
    author_id: UUID | None = None
    kind: str = ""
    state: str = ""
    group: str = ""
    topic: str = ""
    department: str = ""
    place: str = ""
    person: str = ""
    period: str = ""
    unread: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether filters of the address leave things out, so that a page may find little in much."""
        words = (self.group, self.topic, self.department, self.place, self.person, self.period)
        return (
            any(words) or self.unread or bool(self.name in {"mine", "groups"} and (self.kind or self.state))
        )


_QUESTION = "EXISTS (SELECT 1 FROM posts_question q WHERE q.thread_id = t.id AND q.state = %(state)s)"
# Names may be typed as they are read: with capitals, and of a group, department or person the name too.
_BELOW = """(WITH RECURSIVE below AS (
    SELECT id FROM people_department
     WHERE slug = lower(%(department)s) OR lower(name) = lower(%(department)s)
    UNION ALL SELECT d.id FROM people_department d JOIN below ON d.parent_id = below.id)
    SELECT id FROM below)"""
_DEPARTMENT = f"""EXISTS (SELECT 1 FROM people_profile p
    WHERE p.account_id = t.author_id AND p.department_id IN {_BELOW})"""  # noqa: S608 - made of constants only
# The words of an address, each with what it asks of a thread `t`.
_FILTERS = {
    "group_id": f"{reads_group_sql('%(group_id)s')}",  # whoever asks says whether its own or shared to it
    "topic_id": "EXISTS (SELECT 1 FROM discussion_threadtopic tt"
    " WHERE tt.thread_id = t.id AND tt.topic_id = %(topic_id)s)",
    "author_id": "t.author_id = %(author_id)s",
    "kind": "t.kind = %(kind)s",
    "state": _QUESTION,
    "group": "t.group_id IN (SELECT g.id FROM groups_group g"
    " WHERE g.slug = lower(%(group)s) OR lower(g.name) = lower(%(group)s))",
    "topic": "EXISTS (SELECT 1 FROM discussion_threadtopic tt JOIN topics_topic tp ON tp.id = tt.topic_id"
    " WHERE tt.thread_id = t.id AND tp.slug = lower(%(topic)s))",
    "department": _DEPARTMENT,
    "place": "EXISTS (SELECT 1 FROM people_profile p JOIN people_place w ON w.id = p.place_id"
    " WHERE p.account_id = t.author_id AND lower(w.name) = lower(%(place)s))",
    "person": "t.author_id IN (SELECT a.id FROM identity_account a"
    " WHERE a.handle = lower(%(person)s) OR lower(a.name) = lower(%(person)s))",
}


def conditions(lane: Lane, values: dict[str, Any], now: datetime) -> str:
    """What a lane's name and filters ask of a thread `t`, filling `values`."""
    only = []
    if lane.name == "questions":
        only.append("t.kind = 'question'")
    for name, condition in _FILTERS.items():
        if value := getattr(lane, name):
            only.append(condition)
            values[name] = value
    if lane.period:
        only.append("t.created_at > %(period)s")
        values["period"] = now - PERIODS[lane.period]
    if lane.unread:
        whole = "SELECT 1 FROM discussion_thread whole WHERE whole.id = t.id"
        only.append(f"EXISTS ({whole} AND {unread_sql('whole')})")
    return "".join(f" AND {condition}" for condition in only)


@dataclass(frozen=True)
class LaneRow:
    """A lane in the reader's own row of lanes: one of ours by its name, or an own one with its filters."""

    id: UUID | None
    base: str  # a name of LANES or "saved"; of an own lane what it starts from
    name: str  # empty: ours
    filters: str  # as they stand in an address
    hidden: bool = False


STANDARD = (*LANES, "saved")
# The reader's row of lanes, empty while he changed nothing.
LANES_SQL = """(SELECT coalesce(jsonb_agg(jsonb_build_array(o.id, o.base, o.name, o.filters, o.hidden)
                                 ORDER BY o.position, o.id), '[]')
                  FROM timelines_ownlane o WHERE o.account_id = %(me)s)"""


def lane_rows(found: list[list[Any]]) -> tuple[LaneRow, ...]:
    """The row of lanes from what `LANES_SQL` gives; ours in our order when nothing was changed."""
    if not found:
        return tuple(LaneRow(None, name, "", "") for name in STANDARD)
    return tuple(LaneRow(UUID(pk), *rest) for pk, *rest in found)
