"""Earlier questions like the one that somebody is writing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse

from kring.groups.access import readable_sql
from kring.identity.viewer import Viewer
from kring.kit.text import highlight
from kring.search.queries.asked import two_words
from kring.search.queries.hits import Pieces

CAP = 200
LEAST = 3  # letters to begin with


def found_sql(condition: str) -> str:
    """The beginning of a statement: `found` are at most CAP readable threads about `query`, with a score.

    `condition` is about thread `t`. The predicate stands before the cap; why the query comes from a row is
    told in `passages.py`. That passages of threads are meant is said for the index
    that holds no others.
    """
    return f"""
WITH asked AS MATERIALIZED (
    SELECT %(query)s::tsquery AS query, set_config('max_parallel_workers_per_gather', '0', true)
), found AS MATERIALIZED (
    SELECT p.id, ts_rank(p.words, asked.query) AS score
      FROM asked
      JOIN search_passage p ON p.words @@ asked.query AND p.comment_id IS NULL
      JOIN discussion_thread t ON t.id = p.id AND t.state = 'published' AND {condition}
     WHERE {readable_sql("t.audience_id")}
     LIMIT {CAP}
)"""  # noqa: S608 - made of constants only


# Solved questions first among those about as like.
_SIMILAR = f"""{found_sql("t.kind = 'question'")}
SELECT t.id, t.title, t.created_at, q.state, chosen.name, chosen.excerpt, o.thread_id IS NULL
  FROM found
  JOIN discussion_thread t ON t.id = found.id
  LEFT JOIN posts_question q ON q.thread_id = t.id
  LEFT JOIN discussion_outdated o ON o.thread_id = t.id
  LEFT JOIN LATERAL (
       SELECT a.name, c.excerpt FROM discussion_acceptedanswer aa
         JOIN discussion_comment c ON c.id = aa.comment_id AND c.state = 'published'
         JOIN identity_account a ON a.id = c.author_id
        WHERE aa.thread_id = t.id) chosen ON true
 ORDER BY o.thread_id IS NOT NULL, round(found.score::numeric, 1) DESC,
          q.state = 'accepted' DESC, t.created_at DESC, t.id DESC
 LIMIT %(limit)s
"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class SimilarThread:
    """An earlier question; `answer` is the beginning of the answer that was chosen, if one was."""

    id: UUID
    title: str
    pieces: Pieces
    at: datetime
    state: str
    answered_by: str = ""
    answer: str = ""
    holds: bool = True

    @property
    def url(self) -> str:
        """The earlier question."""
        return reverse("thread", args=[self.id])


def similar_threads(viewer: Viewer, text: str, limit: int = 3) -> tuple[SimilarThread, ...]:
    """At most `limit` questions that the viewer may read and that share two telling words with `text`.

    The most alike first. One statement, none for a text without a word worth looking for.
    """
    query = two_words(text) if len(text.strip()) >= LEAST else ""
    if not query:
        return ()
    values: dict[str, Any] = {"query": query, "tokens": list(viewer.tokens), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, values)
        rows = cursor.fetchall()
    return tuple(
        SimilarThread(
            pk, title, tuple(highlight(title, text)), at, state or "", name or "", excerpt or "", holds
        )
        for pk, title, at, state, name, excerpt, holds in rows
    )
