"""Whole cards of what was found, with the viewer's own part, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from kring.discussion.queries.reading import NEW_COMMENTS_SQL
from kring.groups.access import readable_sql, reads_group_sql
from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor
from kring.kit.clock import utcnow
from kring.posts.cards import FACTS_SQL
from kring.posts.queries import MUST_BE_READ_SQL
from kring.timelines.cards import Card, Reason, card_from, reason_from, shared_here
from kring.timelines.models import SAME_VISIT, Why


@dataclass(frozen=True)
class Found:
    """A thread that belongs on the page, and why."""

    thread_id: UUID
    act: datetime
    why: int
    stream: UUID | None


# Up to where the reader saw the timeline before this visit, or counted everything as read.
_SEEN = """greatest(
    (SELECT CASE WHEN v.at < %(recent)s THEN v.at ELSE v.before END
       FROM timelines_visit v WHERE v.account_id = %(me)s),
    (SELECT a.at FROM discussion_allread a WHERE a.account_id = %(me)s),
    (SELECT a.joined_at FROM identity_account a WHERE a.id = %(me)s))"""
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
       b.id IS NOT NULL AS i_keep, {NEW_COMMENTS_SQL.format(seen=_SEEN)} AS fresh,
       {MUST_BE_READ_SQL} OR EXISTS (SELECT 1 FROM timelines_subscription own
           WHERE own.account_id = %(me)s AND own.stream = t.id AND own.why <= {Why.THREAD}) AS personal,
       peek.excerpt AS peek_text, peek.name AS peek_name, peek.face AS peek_face, peek.photo AS peek_photo,
       peek.first_name AS peek_first, peek.last_name AS peek_last, peek.created_at AS peek_at,
       peek.accepted AS peek_accepted,
       (SELECT jsonb_agg(jsonb_build_array(tp.id, tp.slug) ORDER BY tp.slug)
          FROM discussion_threadtopic tt JOIN topics_topic tp ON tp.id = tt.topic_id
         WHERE tt.thread_id = t.id) AS topics,
       (SELECT jsonb_agg(jsonb_build_array(f.id, f.kind, f.name, f.alt, f.decorative, f.width, f.height)
                         ORDER BY f.position, f.id)
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


def cards_of(viewer: Viewer, found: list[Found], here: UUID | None) -> tuple[Card, ...]:
    """The cards of what was found; `here` is the group on whose page they stand."""
    reasons = {f.thread_id: f for f in found}
    now = utcnow()
    with ready_cursor() as cursor:
        cursor.execute(
            _CARDS,
            {
                "ids": [f.thread_id for f in found],
                "streams": [f.stream or here for f in found],
                "me": viewer.id,
                "tokens": list(viewer.tokens),
                "recent": now - SAME_VISIT,
                "today": timezone.localdate(now),
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
