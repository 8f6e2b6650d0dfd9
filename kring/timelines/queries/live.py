"""What an open page may hear of, and how much is new since it was opened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kring.groups.access import EVERYONE, readable_sql
from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor
from kring.kit.clock import utcnow
from kring.timelines.models import Why
from kring.timelines.queries.finding import NEWEST
from kring.timelines.queries.lanes import Lane, conditions
from kring.timelines.queries.statements import IN_MY_GROUPS, LIFTED, NOT_MUTED, REASON, SHARED_HERE

_HEARD = """
SELECT s.stream FROM timelines_subscription s
 WHERE s.account_id = %(me)s AND CASE WHEN s.why = %(group)s
       THEN EXISTS (SELECT 1 FROM groups_holding h
                     WHERE h.account_id = %(me)s AND h.token = 'group:' || s.stream::text)
       ELSE s.why = ANY(%(public)s) AND EXISTS (SELECT 1 FROM groups_holding h
                     WHERE h.account_id = %(me)s AND h.token = %(everyone)s) END
 ORDER BY s.why <> %(group)s, s.why DESC, s.stream LIMIT {most}
"""


def heard_streams(viewer: Viewer, most: int) -> list[UUID]:
    """The streams in which everything may be read by the viewer, at most `most`; groups come first.

    The rights are read in the same statement, not from the viewer: they may have changed meanwhile.
    """
    public = [Why.TOPIC, Why.PERSON, Why.DEPARTMENT, Why.EVERYONE]
    values: dict[str, Any] = {"me": viewer.id, "group": Why.GROUP, "public": public}
    with ready_cursor() as cursor:
        cursor.execute(_HEARD.format(most=most), {**values, "everyone": EVERYONE})
        return [stream for (stream,) in cursor.fetchall()]


MOST_FRESH = 99
_FRESH = f"""
SELECT count(*) FROM (
    SELECT 1 FROM (
        (SELECT id, {{act}} AS act, kind, audience_id, author_id, created_at, group_id,
                comment_count + answer_count AS words
           FROM discussion_thread
          WHERE state = 'published' AND {{act}} > %(since)s ORDER BY {{act}} DESC, id DESC LIMIT {{scan}})
        {{lifted}}) t
    {{join}}
     WHERE {readable_sql("t.audience_id")} {{only}}
       AND NOT (t.author_id = %(me)s AND t.act = t.created_at)
       AND NOT EXISTS (SELECT 1 FROM discussion_comment c
                        WHERE c.thread_id = t.id AND c.author_id = %(me)s AND c.created_at >= t.act)
       AND NOT EXISTS (SELECT 1 FROM posts_reference r
                        WHERE r.thread_id = t.id AND r.by_id = %(me)s AND r.at = t.act)
     LIMIT {MOST_FRESH}) fresh
"""  # noqa: S608 - made of constants only


def fresh_count(viewer: Viewer, lane: Lane, since: datetime) -> int:
    """In how many threads of a lane others did something after `since`, counted to 99; one statement."""
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "since": since,
        "now": utcnow(),
        "group_why": Why.GROUP,
    }
    act, lifted, join = "act", "", ""
    only = conditions(lane, values, values["now"])
    if lane.name in {"mine", "groups"}:
        act, lifted = "created_at", f"UNION ALL ({LIFTED} AND e.act > %(since)s)"
        join = f"CROSS JOIN LATERAL ({REASON}) w"
        only += f" AND w.act = t.act AND {NOT_MUTED} {IN_MY_GROUPS if lane.name == 'groups' else ''}"
    elif lane.group_id:
        only += f" AND (t.group_id = %(group_id)s OR EXISTS ({SHARED_HERE}))"
    with ready_cursor() as cursor:
        cursor.execute(_FRESH.format(scan=NEWEST, act=act, lifted=lifted, join=join, only=only), values)
        count: int = cursor.fetchone()[0]
    return count
