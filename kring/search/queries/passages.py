"""Finding in what people wrote: candidates, counts, ways to narrow and the best, in one statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.groups.access import readable_sql
from kring.identity.viewer import Viewer
from kring.search.queries.asked import PERIODS, TEXT_KINDS, Narrowed, Search

CAP = 1000  # readable candidates that are looked at; beyond it, numbers say "more than"
RECENT = PERIODS["year"] / 4
FACETS = 6
PASSAGE = 4000  # characters of a text in which the passage is looked for

# The access predicate stands before the cap: what one may not read never crowds out what one may,
# and leaves no trace in a number.
_FROM = f"""
  FROM search_passage p
  JOIN discussion_thread t ON t.id = p.thread_id AND t.state = 'published'
  LEFT JOIN discussion_comment c ON c.id = p.comment_id
 WHERE p.words @@ %(query)s::tsquery AND (p.comment_id IS NULL OR c.state = 'published')
   AND {readable_sql("t.audience_id")}
"""
# With more matches than the cap, the newest and the chosen answers are among those looked at.
_FIND = f"""
WITH picked AS (
    (SELECT p.id {_FROM} {{only}} LIMIT %(cap)s)
    UNION (SELECT p.id {_FROM} {{only}} AND p.at >= %(recent)s LIMIT %(cap)s)
    UNION (SELECT p.id {_FROM} {{only}} AND p.accepted LIMIT %(cap)s)
), found AS MATERIALIZED (
    SELECT p.id, p.thread_id, p.comment_id, p.accepted, p.at, t.group_id,
           CASE WHEN p.comment_id IS NULL THEN t.kind ELSE 'comment' END AS kind,
           round(ts_rank(p.words, %(query)s::tsquery)::numeric, 1) AS score
      FROM picked JOIN search_passage p ON p.id = picked.id JOIN discussion_thread t ON t.id = p.thread_id
), lane AS (
    SELECT * FROM found WHERE %(kind)s IN ('', kind)
), ranked AS (
    SELECT *, row_number() OVER (ORDER BY {{order}}) AS place,
           row_number() OVER (PARTITION BY thread_id ORDER BY {{order}}) AS nth
      FROM lane
), best AS (
    SELECT * FROM ranked WHERE nth = 1 OR %(kind)s <> '' ORDER BY place LIMIT %(limit)s
)
SELECT (SELECT coalesce(jsonb_object_agg(kind, n), '{{{{}}}}')
          FROM (SELECT kind, count(*) AS n FROM found GROUP BY kind) counted),
       (SELECT jsonb_build_object('week', count(*) FILTER (WHERE at >= %(week)s),
               'month', count(*) FILTER (WHERE at >= %(month)s),
               'year', count(*) FILTER (WHERE at >= %(year)s))
          FROM lane),
       (SELECT coalesce(jsonb_agg(jsonb_build_array(slug, name, n) ORDER BY n DESC, slug), '[]')
          FROM (SELECT g.slug, g.name, count(*) AS n FROM lane JOIN groups_group g ON g.id = lane.group_id
                 GROUP BY g.slug, g.name ORDER BY n DESC, g.slug LIMIT {FACETS}) groups),
       (SELECT coalesce(jsonb_agg(jsonb_build_array(slug, '#' || slug, n) ORDER BY n DESC, slug), '[]')
          FROM (SELECT tp.slug, count(*) AS n FROM lane
                  JOIN discussion_threadtopic tt ON tt.thread_id = lane.thread_id
                  JOIN topics_topic tp ON tp.id = tt.topic_id
                 GROUP BY tp.slug ORDER BY n DESC, tp.slug LIMIT {FACETS}) topics),
       (SELECT coalesce(jsonb_agg(to_jsonb(hit) ORDER BY hit.place), '[]')
          FROM (SELECT b.place, b.kind, b.thread_id, b.comment_id, b.accepted, b.at, t.title,
                       left(p.text, {PASSAGE}) AS text, a.name AS author, q.state,
                       g.name AS group_name, g.kind AS group_kind, g.member_count,
                       (SELECT coalesce(sum(value::int), 0)
                          FROM jsonb_each_text(coalesce(c.reactions, t.reactions)))
                         + coalesce(c.support, t.support) AS thanks
                  FROM best b JOIN search_passage p ON p.id = b.id
                  JOIN discussion_thread t ON t.id = b.thread_id
                  LEFT JOIN discussion_comment c ON c.id = b.comment_id
                  JOIN identity_account a ON a.id = coalesce(c.author_id, t.author_id)
                  LEFT JOIN posts_question q ON q.thread_id = t.id
                  LEFT JOIN groups_group g ON g.id = t.group_id) hit)
"""  # noqa: S608 - made of constants only
FIRST_CHOSEN = "accepted DESC, score DESC, at DESC, id DESC"
FIRST_NEAREST = "score DESC, accepted DESC, at DESC, id DESC"

_ONLY = {
    "period": "AND p.at >= %(since)s",
    "group": "AND t.group_id = (SELECT id FROM groups_group WHERE slug = %(group)s)",
    "topic": "AND EXISTS (SELECT 1 FROM discussion_threadtopic tt JOIN topics_topic tp ON tp.id = tt.topic_id"
    " WHERE tt.thread_id = t.id AND tp.slug = %(topic)s)",
    "author": "AND coalesce(c.author_id, t.author_id)"
    " = (SELECT id FROM identity_account WHERE handle = %(author)s)",
}


@dataclass(frozen=True)
class Text:
    """A passage that was found, before its matches are marked."""

    kind: str
    thread_id: UUID
    comment_id: UUID | None
    accepted: bool
    at: datetime
    title: str
    text: str
    author: str
    state: str
    thanks: int
    group_name: str
    group_kind: str
    member_count: int


@dataclass(frozen=True)
class Texts:
    """What was found in texts: numbers by kind, by period, (slug, name, number) by group and topic."""

    counts: Mapping[str, int]
    periods: Mapping[str, int]
    groups: tuple[tuple[str, str, int], ...]
    topics: tuple[tuple[str, str, int], ...]
    best: tuple[Text, ...]
    capped: bool = False  # there may be more than the numbers say


NOTHING = Texts({}, {}, (), (), ())


def find_texts(viewer: Viewer, search: Search, query: str, order: str, now: datetime) -> Texts:
    """What `query` finds among the texts that the viewer may read, best first in `order`; one statement."""
    if not query:
        return NOTHING
    values: dict[str, Any] = {
        "query": query,
        "tokens": list(viewer.tokens),
        "cap": CAP,
        "recent": now - RECENT,
        "kind": search.kind if search.kind in TEXT_KINDS else "",
        "limit": search.shown + 1,
        **{name: now - span for name, span in PERIODS.items()},
    }
    statement = _FIND.format(only=_only(search.narrowed, values, now), order=order)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        # Django hands over jsonb as text, for its own fields to read.
        counts, periods, groups, topics, hits = map(json.loads, cursor.fetchone())
    return Texts(
        counts=counts,
        periods=periods,
        groups=tuple((slug, name, n) for slug, name, n in groups),
        topics=tuple((slug, name, n) for slug, name, n in topics),
        best=tuple(_text(hit) for hit in hits),
        capped=sum(counts.values()) >= CAP,
    )


def _only(narrowed: Narrowed, values: dict[str, Any], now: datetime) -> str:
    """The conditions that narrow, filling `values`."""
    chosen = {
        "group": narrowed.group,
        "topic": narrowed.topic,
        "author": narrowed.author,
        "period": narrowed.period if narrowed.period in PERIODS else "",
    }
    values.update(chosen)
    if chosen["period"]:
        values["since"] = now - PERIODS[narrowed.period]
    return " ".join(_ONLY[name] for name, value in chosen.items() if value)


def _text(hit: Mapping[str, Any]) -> Text:
    return Text(
        kind=hit["kind"],
        thread_id=UUID(hit["thread_id"]),
        comment_id=UUID(hit["comment_id"]) if hit["comment_id"] else None,
        accepted=hit["accepted"],
        at=datetime.fromisoformat(hit["at"]),
        title=hit["title"],
        text=hit["text"],
        author=hit["author"],
        state=hit["state"] or "",
        thanks=hit["thanks"],
        group_name=hit["group_name"] or "",
        group_kind=hit["group_kind"] or "",
        member_count=hit["member_count"] or 0,
    )
