"""What a lane is: its name and the filters that stand in the address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kring.groups.access import reads_group_sql

LANES = ("mine", "questions", "groups", "all")


@dataclass(frozen=True)
class Lane:
    """What a reader wants to see: a lane's name and the filters that stand in the address."""

    name: str = "mine"
    topic_id: UUID | None = None
    group_id: UUID | None = None
    author_id: UUID | None = None
    kind: str = ""
    state: str = ""


def conditions(lane: Lane, values: dict[str, Any]) -> tuple[str, str]:
    """Join and conditions of a lane that isn't about subscriptions, filling `values`."""
    join, only = "", []
    if lane.name == "questions":
        join = "JOIN posts_question q ON q.thread_id = t.id"
        if lane.state:
            only.append("AND q.state = %(state)s")
            values["state"] = lane.state
    if lane.group_id:  # whoever asks says whether its own or what was shared to it
        only.append(f"AND {reads_group_sql('%(group_id)s')}")
        values["group_id"] = lane.group_id
    for column, value in (("author_id", lane.author_id), ("kind", lane.kind)):
        if value:
            only.append(f"AND t.{column} = %({column})s")
            values[column] = value
    if lane.topic_id:
        only.append(
            "AND EXISTS (SELECT 1 FROM discussion_threadtopic tt"
            " WHERE tt.thread_id = t.id AND tt.topic_id = %(topic_id)s)"
        )
        values["topic_id"] = lane.topic_id
    return join, " ".join(only)
