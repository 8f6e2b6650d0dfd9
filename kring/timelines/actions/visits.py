"""Opening the timeline: the visit, and what stands beside it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from kring.groups.access import HEADCOUNT_SQL, readable_sql
from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor
from kring.people.cards import PersonCard
from kring.posts.queries.must_read import TO_READ_SQL, ToRead, to_read_from
from kring.posts.queries.praise import STOPPED_SQL
from kring.timelines.models import SAME_VISIT
from kring.timelines.queries.lanes import LANES_SQL, LaneRow, lane_rows

_VISIT = f"""
INSERT INTO timelines_visit (account_id, at, before) VALUES (%(me)s, %(now)s, NULL)
ON CONFLICT (account_id) DO UPDATE SET
    before = CASE WHEN timelines_visit.at < %(recent)s
                  THEN timelines_visit.at ELSE timelines_visit.before END,
    at = CASE WHEN timelines_visit.at < %(recent)s THEN excluded.at ELSE timelines_visit.at END
RETURNING before,
    {HEADCOUNT_SQL},
    (SELECT coalesce(jsonb_agg(q), '[]') FROM (
        SELECT t.id, t.title, t.created_at, t.author_id,
               a.name, a.first_name, a.last_name, a.handle, p.face, p.photo
          FROM discussion_thread t
          JOIN posts_question q ON q.thread_id = t.id AND q.state = 'open'
          JOIN identity_account a ON a.id = t.author_id
          LEFT JOIN people_profile p ON p.account_id = a.id
         WHERE t.state = 'published' AND t.kind = 'question' AND t.author_id <> %(me)s
           AND {readable_sql("t.audience_id")}
         ORDER BY t.act DESC, t.id DESC LIMIT 3) q),
    EXISTS ({STOPPED_SQL}),
    {LANES_SQL},
    {TO_READ_SQL}
"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class Waiting:
    """A question that waits, for the side of the timeline."""

    id: UUID
    title: str
    created_at: datetime
    author: PersonCard


@dataclass(frozen=True)
class Opening:
    """The visit before this one (None at the first), how many "everyone" is today, and what waits.

    `praise_stopped` says that kudos are switched off for the reader; `lanes` is his row of lanes,
    `to_read` what he must read.
    """

    before: datetime | None
    everyone: int
    waiting: tuple[Waiting, ...]
    praise_stopped: bool
    lanes: tuple[LaneRow, ...]
    to_read: tuple[ToRead, ...]


def open_timeline(*, reader: Viewer, now: datetime) -> Opening:
    """Note that the reader opened the timeline, and fetch what stands beside it in the same statement.

    Coming back within half an hour is the same visit, so that the line "new since" stays put.
    """
    values: dict[str, Any] = {"me": reader.id, "now": now, "recent": now - SAME_VISIT}
    values["today"] = timezone.localdate(now)
    own = [reader.department_id] if reader.department_id else []
    with ready_cursor() as cursor:
        cursor.execute(_VISIT, {**values, "tokens": list(reader.tokens), "departments": own})
        before, everyone, waiting, stopped, lanes, to_read = cursor.fetchone()
    questions = tuple(_waiting(row) for row in json.loads(waiting))
    own_lanes = lane_rows(json.loads(lanes))
    return Opening(before, everyone, questions, stopped, own_lanes, to_read_from(to_read))


def _waiting(row: dict[str, Any]) -> Waiting:
    author = PersonCard(
        id=UUID(row["author_id"]),
        name=row["name"],
        first_name=row["first_name"],
        handle=row["handle"],
        initials=(row["first_name"][:1] + row["last_name"][:1]).upper(),
        face=row["face"] or "",
        photo=UUID(row["photo"]) if row["photo"] else None,
    )
    return Waiting(UUID(row["id"]), row["title"], datetime.fromisoformat(row["created_at"]), author)
