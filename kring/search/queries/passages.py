"""Finding in what people wrote: candidates, their numbers, ways to narrow, and the best of them."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from kring.groups.access import readable_sql
from kring.identity.viewer import Viewer
from kring.search.months import month_words
from kring.search.queries.asked import PERIODS, TEXT_KINDS, Narrowed, Search

CAP = 500  # readable candidates that are looked at; beyond it, numbers say "more than"
RECENT = PERIODS["month"]
FACETS = 6
PASSAGE = 4000  # characters of a text in which the passage is looked for

# The access predicate stands before the cap: what one may not read never crowds out what one may,
# and leaves no trace in a number. The query comes from a row so that the server plans for words of middling
# rarity: it misjudges prefixes by far and would read whole tables. `set_config` keeps it from starting helper
# processes, which cost more than they bring for so few rows.
_PICK = f"""
WITH asked AS MATERIALIZED (
    SELECT %(query)s::tsquery AS query, %(within)s::tsquery AS within,
           set_config('max_parallel_workers_per_gather', '0', true)
)
SELECT p.id::text, p.thread_id::text, p.accepted, extract(epoch FROM p.at)::float8, t.group_id::text,
       CASE WHEN p.comment_id IS NULL THEN t.kind ELSE 'comment' END AS kind,
       round(ts_rank(p.words, asked.query) * 10)::int AS score, o.thread_id IS NULL AS holds
  FROM asked
  JOIN search_passage p ON p.words @@ asked.within
  JOIN discussion_thread t ON t.id = p.thread_id AND t.state = 'published'
  LEFT JOIN discussion_comment c ON c.id = p.comment_id
  LEFT JOIN discussion_outdated o ON o.thread_id = t.id
 WHERE (p.comment_id IS NULL OR c.state = 'published')
   AND {readable_sql("t.audience_id")} {{only}}
 LIMIT %(cap)s
"""  # noqa: S608 - made of constants only
# The best of them, as they may be read now, and what all of them are about.
_SHOW = f"""
SELECT (SELECT coalesce(jsonb_agg(jsonb_build_array(slug, '#' || slug, n) ORDER BY n DESC, slug), '[]')
          FROM (SELECT tp.slug, count(*) AS n FROM unnest(%(threads)s::uuid[]) AS lane (thread_id)
                  JOIN discussion_threadtopic tt ON tt.thread_id = lane.thread_id
                  JOIN topics_topic tp ON tp.id = tt.topic_id
                 GROUP BY tp.slug ORDER BY n DESC, tp.slug LIMIT {FACETS}) topics),
       (SELECT coalesce(jsonb_object_agg(id, jsonb_build_array(slug, name)), '{{}}')
          FROM groups_group WHERE id = ANY(%(groups)s::uuid[])),
       (SELECT coalesce(jsonb_agg(to_jsonb(hit)), '[]') FROM (
           SELECT p.id, p.thread_id, p.comment_id, p.accepted, p.at, t.title, t.kind, q.state,
                  left(p.text, {PASSAGE}) AS text, a.name AS author,
                  o.thread_id IS NULL AS holds, g.name AS group_name, g.kind AS group_kind, g.member_count,
                  coalesce(c.reactions, t.reactions) AS reactions, coalesce(c.support, t.support) AS support
             FROM search_passage p
             JOIN discussion_thread t ON t.id = p.thread_id AND t.state = 'published'
             LEFT JOIN discussion_comment c ON c.id = p.comment_id
             JOIN identity_account a ON a.id = coalesce(c.author_id, t.author_id)
             LEFT JOIN posts_question q ON q.thread_id = t.id
             LEFT JOIN discussion_outdated o ON o.thread_id = t.id
             LEFT JOIN groups_group g ON g.id = t.group_id
            WHERE p.id = ANY(%(best)s::uuid[]) AND (p.comment_id IS NULL OR c.state = 'published')
              AND {readable_sql("t.audience_id")}) hit)
"""  # noqa: S608 - made of constants only

_ONLY = {
    "period": "AND p.at >= %(since)s",
    "group": "AND t.group_id = (SELECT id FROM groups_group WHERE slug = %(group)s)",
    "topic": "AND EXISTS (SELECT 1 FROM discussion_threadtopic tt JOIN topics_topic tp ON tp.id = tt.topic_id"
    " WHERE tt.thread_id = t.id AND tp.slug = %(topic)s)",
    "author": "AND coalesce(c.author_id, t.author_id)"
    " = (SELECT id FROM identity_account WHERE handle = %(author)s)",
}


class Candidate(NamedTuple):
    """A passage that matches and may be read; of plain types, since a page can look at a thousand."""

    id: str
    thread_id: str
    accepted: bool
    at: float  # seconds since 1970
    group_id: str | None
    kind: str
    score: int
    holds: bool


Order = Callable[[Candidate], tuple[Any, ...]]


def chosen_first(one: Candidate) -> tuple[Any, ...]:
    """What still holds; of that chosen answers, then the best matches, the newest first among equals."""
    return one.holds, one.accepted, one.score, one.at, one.id


def nearest_first(one: Candidate) -> tuple[Any, ...]:
    """The best matches; among equals what still holds, chosen answers and then the newest first."""
    return one.score, one.holds, one.accepted, one.at, one.id


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
    holds: bool
    thanks: int
    group_name: str
    group_kind: str
    member_count: int


@dataclass(frozen=True)
class Texts:
    """What was found in texts: numbers by kind, by period, (slug, name, number) by group and topic."""

    counts: Mapping[str, int]
    periods: Mapping[str, int]
    groups: tuple[tuple[str, str, int], ...] = ()
    topics: tuple[tuple[str, str, int], ...] = ()
    best: tuple[Text, ...] = ()
    capped: bool = False  # there may be more than the numbers say


NOTHING = Texts({}, {})


def find_texts(viewer: Viewer, search: Search, query: str, order: Order, now: datetime) -> Texts:
    """What `query` finds among the texts that the viewer may read, best first in `order`.

    Two statements, two more when there are more than CAP, one when there is nothing.
    """
    if not query:
        return NOTHING
    found, capped = _candidates(viewer, search.narrowed, query, now)
    if not found:
        return NOTHING
    kind = search.kind if search.kind in TEXT_KINDS else ""
    lane = [one for one in found if kind in ("", one.kind)]
    best = sorted(lane, key=order, reverse=True)
    if not kind:  # a thread shows once, with its best passage
        first: dict[str, Candidate] = {}
        best = [one for one in best if first.setdefault(one.thread_id, one) is one]
    counted = Counter(one.group_id for one in lane if one.group_id)
    # Equals stand in a fixed order: that of the rows could change with texts that one may not read.
    groups = sorted(counted.items(), key=lambda group: (-group[1], group[0]))[:FACETS]
    topics, names, texts = _show(viewer, lane, groups, best[: search.shown + 1])
    return Texts(
        counts=Counter(one.kind for one in found),
        periods={name: _since(lane, now - span) for name, span in PERIODS.items()},
        groups=tuple((*names[pk], n) for pk, n in groups),
        topics=topics,
        best=texts,
        capped=capped,
    )


def _since(lane: Sequence[Candidate], moment: datetime) -> int:
    seconds = moment.timestamp()
    return sum(one.at >= seconds for one in lane)


def _candidates(
    viewer: Viewer, narrowed: Narrowed, query: str, now: datetime
) -> tuple[list[Candidate], bool]:
    """The passages to choose from, and whether there are more than were looked at.

    When there are, the newest and the chosen answers are added to the first that were met.
    """
    values: dict[str, Any] = {"query": query, "within": query, "tokens": list(viewer.tokens), "cap": CAP}
    only = _only(narrowed, values, now)
    found = _pick(only, values)
    capped = len(found) >= CAP
    if capped:
        values["cap"] = CAP // 2
        found |= _pick(f"{only} AND p.accepted", values)
        lately = f"({values['within']}) & ({month_words(now - RECENT, now)})"
        found |= _pick(only, {**values, "within": lately})
    return list(found.values()), capped


def _pick(only: str, values: Mapping[str, Any]) -> dict[str, Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(_PICK.format(only=only), values)
        return {row[0]: Candidate(*row) for row in cursor.fetchall()}


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
        values["within"] = f"({values['query']}) & ({month_words(values['since'], now)})"
    return " ".join(_ONLY[name] for name, value in chosen.items() if value)


Topics = tuple[tuple[str, str, int], ...]


def _show(
    viewer: Viewer,
    lane: Sequence[Candidate],
    groups: Sequence[tuple[str, int]],
    best: Sequence[Candidate],
) -> tuple[Topics, Mapping[str, tuple[str, str]], tuple[Text, ...]]:
    """Topics of the lane, names of groups by id, and the best passages in their order."""
    values: dict[str, Any] = {
        "tokens": list(viewer.tokens),
        "threads": [one.thread_id for one in lane],
        "groups": [pk for pk, _ in groups],
        "best": [one.id for one in best],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, values)
        # Django hands over jsonb as text, for its own fields to read.
        topics, names, hits = map(json.loads, cursor.fetchone())
    texts = {hit["id"]: _text(hit) for hit in hits}
    return (
        tuple((slug, name, n) for slug, name, n in topics),
        names,
        tuple(texts[one.id] for one in best if one.id in texts),
    )


def _text(hit: Mapping[str, Any]) -> Text:
    return Text(
        kind="comment" if hit["comment_id"] else hit["kind"],
        thread_id=UUID(hit["thread_id"]),
        comment_id=UUID(hit["comment_id"]) if hit["comment_id"] else None,
        accepted=hit["accepted"],
        at=datetime.fromisoformat(hit["at"]),
        title=hit["title"],
        text=hit["text"],
        author=hit["author"],
        state=hit["state"] or "",
        holds=hit["holds"],
        thanks=hit["support"] + sum(hit["reactions"].values()),
        group_name=hit["group_name"] or "",
        group_kind=hit["group_kind"] or "",
        member_count=hit["member_count"] or 0,
    )
