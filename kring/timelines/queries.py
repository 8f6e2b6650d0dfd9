"""Reading a lane: ids by a bounded scan plus merge, then whole cards in one statement."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.groups.access import EVERYONE, readable_sql, reads_group_sql
from kring.identity.viewer import Viewer
from kring.kit.cursor import Cursor
from kring.posts.cards import FACTS_SQL
from kring.timelines.cards import Card, Reason, card_from, reason_from, shared_here
from kring.timelines.models import Why

PAGE = 20
SCAN = 300  # newest threads looked at before the merge, which costs more, is tried
STREAMS = 24  # looked into by the merge at first
START = Cursor(datetime(9999, 1, 1, tzinfo=UTC), UUID(int=(1 << 128) - 1))

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


@dataclass(frozen=True)
class Page:
    """Cards of one page and where the next begins (None: this was the end)."""

    cards: tuple[Card, ...]
    after: Cursor | None


@dataclass(frozen=True)
class Found:
    """A thread that belongs on the page, and why."""

    thread_id: UUID
    act: datetime
    why: int
    stream: UUID | None


# Where the reader meets one thread, and the strongest reason: at its last activity, or higher where it was
# shared to a group of the reader's later than that. A stream turned down for this kind gives none.
_REASON = """
    SELECT s.why, s.stream, e.act
      FROM timelines_streamentry e
      JOIN timelines_subscription s ON s.stream = e.stream AND s.account_id = %(me)s
     WHERE e.thread_id = t.id
       AND NOT EXISTS (SELECT 1 FROM timelines_turndown d
                        WHERE d.account_id = %(me)s AND d.stream = e.stream AND d.kind = t.kind)
     ORDER BY e.act DESC, s.why, s.stream LIMIT 1
"""
_NOT_MUTED = """
    NOT EXISTS (SELECT 1 FROM discussion_threadfollow f
                 WHERE f.thread_id = t.id AND f.account_id = %(me)s AND f.muted)
"""
_IN_MY_GROUPS = """
    AND EXISTS (SELECT 1 FROM timelines_streamentry e
                  JOIN timelines_subscription s ON s.stream = e.stream AND s.account_id = %(me)s
                 WHERE e.thread_id = t.id AND s.why = %(group)s)
"""
# Threads that stand higher for this reader than by their own activity.
_LIFTED = """
    SELECT DISTINCT t.id, e.act, t.kind, t.audience_id, t.author_id, t.comment_count
      FROM timelines_subscription s
      JOIN timelines_streamentry e ON e.stream = s.stream AND e.shared
      JOIN discussion_thread t ON t.id = e.thread_id AND t.state = 'published' AND e.act > t.act
     WHERE s.account_id = %(me)s
"""
_SCAN = f"""
WITH recent AS (
    SELECT id, act, kind, audience_id, author_id, comment_count FROM discussion_thread
     WHERE state = 'published' AND (act, id) < (%(act)s, %(id)s)
     ORDER BY act DESC, id DESC LIMIT %(scan)s
), scanned AS (
    SELECT count(*) AS rows, CASE WHEN count(*) < %(scan)s THEN '-infinity' ELSE min(act) END AS upto
      FROM recent
), near AS (
    SELECT * FROM recent
    UNION ALL ({_LIFTED} AND (e.act, t.id) < (%(act)s, %(id)s) AND e.act >= (SELECT upto FROM scanned))
)
SELECT t.id, t.act, w.why, w.stream, (SELECT rows FROM scanned)
  FROM near t CROSS JOIN LATERAL ({_REASON}) w
 WHERE w.act = t.act AND {readable_sql("t.audience_id")} AND {_NOT_MUTED} {{only}}
 ORDER BY t.act DESC, t.id DESC LIMIT %(limit)s
"""  # noqa: S608 - made of constants only
# The streams that begin newest, and of each the newest that count for this reader; nothing is told from where
# the first stream begins that was not looked into.
_MERGE = f"""
WITH heads AS (
    SELECT s.stream, h.act FROM timelines_subscription s CROSS JOIN LATERAL (
        SELECT act FROM timelines_streamentry e
         WHERE e.stream = s.stream AND (e.act, e.thread_id) < (%(act)s, %(id)s)
         ORDER BY act DESC, thread_id DESC LIMIT 1) h
     WHERE s.account_id = %(me)s {{streams}}
     ORDER BY h.act DESC LIMIT %(heads)s + 1
), upto AS (
    SELECT CASE WHEN count(*) > %(heads)s THEN min(act) ELSE '-infinity' END AS act FROM heads
), entries AS (
    SELECT DISTINCT n.* FROM heads CROSS JOIN LATERAL (
        SELECT t.id, e.act, w.why, w.stream
          FROM timelines_streamentry e
          JOIN discussion_thread t ON t.id = e.thread_id AND t.state = 'published'
         CROSS JOIN LATERAL ({_REASON}) w
         WHERE e.stream = heads.stream AND (e.act, e.thread_id) < (%(act)s, %(id)s)
           AND e.act > (SELECT act FROM upto)
           AND w.act = e.act AND {readable_sql("t.audience_id")} AND {_NOT_MUTED}
         ORDER BY e.act DESC, e.thread_id DESC LIMIT %(limit)s) n
)
SELECT e.id, e.act, e.why, e.stream, NULLIF(upto.act, '-infinity')
  FROM upto LEFT JOIN entries e ON true ORDER BY e.act DESC, e.id DESC LIMIT %(limit)s
"""  # noqa: S608 - made of constants only
_PLAIN = f"""
SELECT t.id, {{at}}.act, NULL, NULL, 0 FROM discussion_thread t
 {{join}}
 WHERE t.state = 'published' AND ({{at}}.act, {{at}}.{{pk}}) < (%(act)s, %(id)s)
   AND {readable_sql("t.audience_id")} {{only}}
 ORDER BY {{at}}.act DESC, {{at}}.{{pk}} DESC LIMIT %(limit)s
"""  # noqa: S608 - made of constants only


def page(viewer: Viewer, lane: Lane, cursor: Cursor | None = None) -> Page:
    """One page of a lane, newest activity first, with whole cards and the reason of each."""
    found = _found(viewer, lane, cursor or START)
    more = len(found) > PAGE
    found = found[:PAGE]
    cards = _cards(viewer, found, lane.group_id)
    last = found[-1] if found else None
    return Page(cards=cards, after=Cursor(last.act, last.thread_id) if more and last else None)


def _found(viewer: Viewer, lane: Lane, cursor: Cursor) -> list[Found]:
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "act": cursor.act,
        "id": cursor.id,
        "limit": PAGE + 1,
        "scan": SCAN,
        "heads": STREAMS,
        "group": Why.GROUP,
    }
    if lane.name not in {"mine", "groups"}:
        join, only = _conditions(lane, values)
        at, pk = ("e", "thread_id") if lane.group_id else ("t", "id")
        return _run(_PLAIN.format(join=join, only=only, at=at, pk=pk), values)[0]
    only = _IN_MY_GROUPS if lane.name == "groups" else ""
    found, scanned = _run(_SCAN.format(only=only), values)
    # No rows means that the scan saw too little, or that there is nothing: the merge tells.
    if len(found) > PAGE or (found and scanned < SCAN):
        return found
    return _merged(_MERGE.format(streams="AND s.why = %(group)s" if lane.name == "groups" else ""), values)


def _merged(statement: str, values: dict[str, Any]) -> list[Found]:
    """What stands next in the reader's streams; looks into more of them when the newest held too little."""
    found: list[Found] = []
    while True:
        rows, upto = _run(statement, values)
        found += rows
        if len(found) > PAGE or upto is None:
            return found[: PAGE + 1]
        values |= {"act": upto, "id": START.id, "heads": values["heads"] * 2}


def _conditions(lane: Lane, values: dict[str, Any]) -> tuple[str, str]:
    """Join and conditions of a lane that isn't about subscriptions, filling `values`."""
    join, only = "", []
    if lane.name == "questions":
        join = "JOIN posts_question q ON q.thread_id = t.id"
        if lane.state:
            only.append("AND q.state = %(state)s")
            values["state"] = lane.state
    if lane.group_id:  # its stream, which holds what was shared to it as well
        join += " JOIN timelines_streamentry e ON e.thread_id = t.id AND e.stream = %(group_id)s"
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


def _run(statement: str, values: dict[str, Any]) -> tuple[list[Found], Any]:
    """What a statement finds, and what its last column tells of the whole; None when it finds nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [Found(r[0], r[1], r[2] or 0, r[3]) for r in rows if r[0]], rows[0][4] if rows else None


# Everything a card shows, and what this viewer did with it. Checks the audience once more.
_CARDS = f"""
SELECT t.id, t.kind, t.title, t.html, t.excerpt, t.created_at, t.edited_at, t.act, t.version,
       t.comment_count, t.answer_count, t.reactions, t.support,
       a.id AS author_id, a.name AS author_name, a.first_name, a.last_name, a.handle, a.kind AS author_kind,
       a.is_active, p.face, p.photo, p.function, d.name AS department,
       t.audience_id, g.id AS group_id, g.name AS group_name, g.slug AS group_slug, g.kind AS group_kind,
       g.member_count, made.name AS made_by, o.thread_id IS NOT NULL AS outdated,
       q.state AS question_state, q.wanted, q.first_answer_at,
       there.name AS shared_in, there.slug AS shared_slug, sharer.name AS shared_by,
       {FACTS_SQL} AS facts,
       r.kind AS my_reaction, w.id IS NOT NULL AS i_want, f.id IS NOT NULL AND NOT f.muted AS i_follow,
       b.id IS NOT NULL AS i_keep,
       peek.excerpt AS peek_text, peek.name AS peek_name, peek.face AS peek_face, peek.photo AS peek_photo,
       peek.first_name AS peek_first, peek.last_name AS peek_last, peek.created_at AS peek_at,
       peek.accepted AS peek_accepted,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(tp.id, tp.slug) ORDER BY tp.slug), '[]')
          FROM discussion_threadtopic tt JOIN topics_topic tp ON tp.id = tt.topic_id
         WHERE tt.thread_id = t.id) AS topics,
       (SELECT coalesce(jsonb_agg(jsonb_build_array(f.id, f.kind, f.name, f.alt, f.decorative, f.width,
                                                    f.height) ORDER BY f.position, f.id), '[]')
          FROM discussion_attachment f
         WHERE f.thread_id = t.id AND f.comment_id IS NULL AND f.removed_at IS NULL
           AND f.state = 'clean') AS files
  FROM unnest(%(ids)s::uuid[], %(streams)s::uuid[]) WITH ORDINALITY wanted(id, stream, n)
  JOIN discussion_thread t ON t.id = wanted.id
  JOIN identity_account a ON a.id = t.author_id
  LEFT JOIN people_profile p ON p.account_id = a.id
  LEFT JOIN people_department d ON d.id = p.department_id
  LEFT JOIN groups_group g ON g.id = t.group_id
  LEFT JOIN posts_question q ON q.thread_id = t.id
  LEFT JOIN discussion_outdated o ON o.thread_id = t.id
  LEFT JOIN posts_showcase s ON s.thread_id = t.id
  LEFT JOIN posts_reference ref ON ref.thread_id = t.id AND ref.group_id = wanted.stream
  LEFT JOIN groups_group there ON there.id = ref.group_id
        AND {reads_group_sql("there.id")}
  LEFT JOIN identity_account sharer ON sharer.id = ref.by_id AND there.id IS NOT NULL
  LEFT JOIN people_department made ON made.id = s.department_id
  LEFT JOIN discussion_reaction r ON r.thread_id = t.id AND r.comment_id IS NULL AND r.account_id = %(me)s
  LEFT JOIN posts_alsowanted w ON w.question_id = t.id AND w.account_id = %(me)s
  LEFT JOIN discussion_threadfollow f ON f.thread_id = t.id AND f.account_id = %(me)s
  LEFT JOIN discussion_bookmark b ON b.thread_id = t.id AND b.account_id = %(me)s
  LEFT JOIN LATERAL (
       SELECT c.excerpt, c.created_at, ca.name, ca.first_name, ca.last_name, cp.face, cp.photo,
              aa.comment_id IS NOT NULL AS accepted
         FROM discussion_comment c
         JOIN identity_account ca ON ca.id = c.author_id
         LEFT JOIN people_profile cp ON cp.account_id = ca.id
         LEFT JOIN discussion_acceptedanswer aa ON aa.comment_id = c.id
        WHERE c.thread_id = t.id AND c.state = 'published' AND c.parent_id IS NULL
        ORDER BY aa.comment_id IS NULL, c.created_at DESC LIMIT 1) peek ON true
 WHERE {readable_sql("t.audience_id")} AND t.state = 'published'
 ORDER BY wanted.n
"""  # noqa: S608 - made of constants only


def _cards(viewer: Viewer, found: list[Found], here: UUID | None) -> tuple[Card, ...]:
    """The cards of what was found; `here` is the group on whose page they stand."""
    reasons = {f.thread_id: f for f in found}
    with connection.cursor() as cursor:
        cursor.execute(
            _CARDS,
            {
                "ids": [f.thread_id for f in found],
                "streams": [f.stream or here for f in found],
                "me": viewer.id,
                "tokens": list(viewer.tokens),
            },
        )
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return tuple(
        card_from({**row, "act": reasons[row["id"]].act}, _reason(row, reasons[row["id"]])) for row in rows
    )


def _reason(row: dict[str, Any], found: Found) -> Reason | None:
    if found.why and found.stream:
        return reason_from(row, found.why, found.stream)
    return shared_here(row)


@dataclass(frozen=True)
class TurnedDown:
    """One thing of which a reader sees less: `name` is a topic, group or person, empty for the rest."""

    stream: UUID
    kind: str
    name: str


_TURNED_DOWN = """
SELECT d.stream, d.kind, coalesce('#' || tp.slug, g.name, a.name, dep.name, t.title, '')
  FROM timelines_turndown d
  LEFT JOIN topics_topic tp ON tp.id = d.stream AND (tp.is_public AND %(colleague)s OR EXISTS (
       SELECT 1 FROM discussion_threadtopic tt JOIN discussion_thread about ON about.id = tt.thread_id
        WHERE tt.topic_id = tp.id AND about.state = 'published' AND {about}))
  LEFT JOIN groups_group g ON g.id = d.stream
        AND 'group:' || g.id::text = ANY(%(tokens)s)
  LEFT JOIN identity_account a ON a.id = d.stream AND (%(colleague)s OR a.id = ANY(%(knows)s))
  LEFT JOIN people_department dep ON dep.id = d.stream AND %(colleague)s
  LEFT JOIN discussion_thread t ON t.id = d.stream AND t.state = 'published' AND {readable}
 WHERE d.account_id = %(me)s ORDER BY d.at DESC
"""


def turned_down(viewer: Viewer) -> tuple[TurnedDown, ...]:
    """What the viewer wants less of, newest first; a name he may no longer know stays empty."""
    statement = _TURNED_DOWN.format(
        about=readable_sql("about.audience_id"), readable=readable_sql("t.audience_id")
    )
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "colleague": EVERYONE in viewer.tokens,
        "knows": list(viewer.knows or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(TurnedDown(*row) for row in cursor.fetchall())


_HEARD = """
SELECT s.stream FROM timelines_subscription s
 WHERE s.account_id = %(me)s AND CASE WHEN s.why = %(group)s
       THEN EXISTS (SELECT 1 FROM groups_holding h
                     WHERE h.account_id = %(me)s AND h.token = 'group:' || s.stream::text)
       ELSE s.why = ANY(%(public)s) AND EXISTS (SELECT 1 FROM groups_holding h
                     WHERE h.account_id = %(me)s AND h.token = %(everyone)s) END
 ORDER BY s.why <> %(group)s, s.why DESC, s.stream LIMIT %(most)s
"""


def heard_streams(viewer: Viewer, most: int) -> list[UUID]:
    """The streams in which everything may be read by the viewer, at most `most`; groups come first.

    The rights are read in the same statement, not from the viewer: they may have changed meanwhile.
    """
    public = [Why.TOPIC, Why.PERSON, Why.DEPARTMENT, Why.EVERYONE]
    values: dict[str, Any] = {"me": viewer.id, "group": Why.GROUP, "public": public}
    with connection.cursor() as cursor:
        cursor.execute(_HEARD, {**values, "everyone": EVERYONE, "most": most})
        return [stream for (stream,) in cursor.fetchall()]


MOST_FRESH = 99
_FRESH = f"""
SELECT count(*) FROM (
    SELECT 1 FROM (
        (SELECT id, act, kind, audience_id, author_id, comment_count FROM discussion_thread
          WHERE state = 'published' AND act > %(since)s ORDER BY act DESC, id DESC LIMIT %(scan)s)
        {{lifted}}) t
    {{join}}
     WHERE {readable_sql("t.audience_id")} {{only}}
       AND NOT (t.author_id = %(me)s AND t.comment_count = 0)
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
        "scan": SCAN,
        "group": Why.GROUP,
    }
    lifted = ""
    if lane.name in {"mine", "groups"}:
        lifted = f"UNION ALL ({_LIFTED} AND e.act > %(since)s)"
        join = f"CROSS JOIN LATERAL ({_REASON}) w"
        only = f"AND w.act = t.act AND {_NOT_MUTED} {_IN_MY_GROUPS if lane.name == 'groups' else ''}"
    else:
        join, only = _conditions(lane, values)
    with connection.cursor() as cursor:
        cursor.execute(_FRESH.format(lifted=lifted, join=join, only=only), values)
        count: int = cursor.fetchone()[0]
    return count
