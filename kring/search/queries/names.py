"""Finding people, groups and topics by name, by what is told about them, and in spite of a typing error."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from kring.groups.access import visible_groups, visible_people
from kring.groups.models import Group
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.search.queries.asked import Search, names_like
from kring.topics.models import Topic
from kring.topics.queries import visible_topics

CAP = 1000
GUESSES = 50
LIKE_ENOUGH = 0.45  # of the trigrams: one wrong letter in a word of six
LEAST_TYPED = 4  # letters below which every name is like it

# Guesses are made only when no name has the words themselves. The limit for likeness is set by the row
# that the comparison needs, so it is set before any name is compared.
_FIND = """
WITH typed AS MATERIALIZED (
    SELECT %(typed)s::text AS name, set_config('pg_trgm.word_similarity_threshold', %(like)s, true)
), sure AS MATERIALIZED (
    SELECT n.kind, n.object_id, n.name, ts_rank(n.words, %(query)s::tsquery) AS score
      FROM search_naming n WHERE n.words @@ %(query)s::tsquery AND {visible} LIMIT %(cap)s
), guessed AS MATERIALIZED (
    SELECT n.kind, n.object_id, n.name, 0 AS score
      FROM typed JOIN search_naming n ON n.name %%> typed.name
     WHERE %(may_guess)s AND NOT EXISTS (SELECT 1 FROM sure) AND {visible} LIMIT %(guesses)s
), found AS (
    SELECT f.*, row_number() OVER (
               PARTITION BY kind ORDER BY round(score::numeric, 1) DESC,
               round(word_similarity(typed.name, f.name)::numeric, 1) DESC, f.name, object_id) AS place
      FROM (SELECT * FROM sure UNION ALL SELECT * FROM guessed) f, typed
)
SELECT kind, object_id, n
  FROM (SELECT kind, object_id, place, count(*) OVER (PARTITION BY kind) AS n FROM found) numbered
 WHERE place <= %(most)s ORDER BY kind, place
"""


@dataclass(frozen=True)
class Names:
    """Ids by kind, best first, at most as many as asked for, and how many there are of each kind."""

    counts: Mapping[str, int]
    ids: Mapping[str, tuple[UUID, ...]]


NOBODY = Names({}, {})


def find_names(viewer: Viewer, search: Search, limits: Mapping[str, int]) -> Names:
    """Whom and what the viewer may know by these words, at most `limits` of each kind; one statement."""
    query = names_like(search.q)
    if not query:
        return NOBODY
    values: dict[str, Any] = {
        "query": query,
        "typed": search.typed,
        "like": str(LIKE_ENOUGH),
        "cap": CAP,
        "guesses": GUESSES,
        "may_guess": len(search.typed) >= LEAST_TYPED,
        "most": max(limits.values(), default=0) or 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(visible=_visible(viewer, values)), values)
        rows = cursor.fetchall()
    counts = {kind: count for kind, _, count in rows}
    ids = {kind: tuple(pk for of, pk, _ in rows if of == kind)[: limits.get(kind, 0)] for kind in counts}
    return Names(counts, ids)


def _visible(viewer: Viewer, values: dict[str, Any]) -> str:
    """What the viewer may know, as a condition on `n`; the rules themselves stay where they are."""
    allowed: dict[str, QuerySet[Any]] = {
        "person": Account.objects.filter(visible_people(viewer), is_active=True),
        "group": Group.objects.filter(visible_groups(viewer)),
        "topic": Topic.objects.filter(visible_topics(viewer)),
    }
    parts = [
        f"(n.kind = '{kind}' AND n.object_id IN ({_embedded(rows, kind, values)}))"
        for kind, rows in allowed.items()
    ]
    return f"({' OR '.join(parts)})"


def _embedded(rows: "QuerySet[Any]", prefix: str, values: dict[str, Any]) -> str:
    """The statement of `rows` as part of another, its parameters put into `values` by name."""
    try:
        statement, given = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::uuid WHERE false"
    names = [f"{prefix}_{number}" for number in range(len(given))]
    values.update(zip(names, given, strict=True))
    return statement % tuple(f"%({name})s" for name in names)
