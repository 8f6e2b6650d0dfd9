"""Questions taken over from elsewhere, many at a time; inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from kring.posts.models import AlsoWanted, Question, QuestionState

# The same decision as `actions.refresh_question`, for many at once. Materialised: on tables that were just
# filled, and have no statistics yet, the planner would else work the whole list out for each row.
_SETTLE = """
WITH standing AS MATERIALIZED (
    SELECT i.id,
           (SELECT min(c.created_at) FROM discussion_comment c
             WHERE c.thread_id = i.id AND c.kind = 'answer' AND c.state = 'published') AS first,
           (SELECT count(*) FROM discussion_acceptedanswer a WHERE a.thread_id = i.id) AS accepted,
           (SELECT count(*) FROM posts_alsowanted w WHERE w.question_id = i.id) AS wanted
      FROM unnest(%(ids)s::uuid[]) AS i (id)
)
UPDATE posts_question q
   SET first_answer_at = s.first, wanted = s.wanted,
       state = CASE WHEN s.accepted > 0 THEN %(accepted)s WHEN s.first IS NOT NULL THEN %(answered)s
                    ELSE %(open)s END
  FROM standing s WHERE s.id = q.thread_id
"""

_SHOW = """
INSERT INTO posts_showcase (thread_id, department_id)
SELECT t.id, p.department_id
  FROM discussion_thread t LEFT JOIN people_profile p ON p.account_id = t.author_id
 WHERE t.id = ANY(%(ids)s) ON CONFLICT DO NOTHING
"""


def bring_questions(*, thread_ids: Iterable[UUID]) -> None:
    """Say of new threads that they are questions."""
    Question.objects.bulk_create([Question(thread_id=pk) for pk in thread_ids], ignore_conflicts=True)


def bring_showcases(*, thread_ids: Iterable[UUID]) -> None:
    """Say of new threads that they are showcases, of the department where their author works."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, {"ids": list(thread_ids)})


def bring_wanting(*, wanting: Sequence[tuple[UUID, UUID, datetime]]) -> None:
    """Let people say that they want to know a question's answer too: (question, account, when) each."""
    AlsoWanted.objects.bulk_create(
        [AlsoWanted(question_id=question, account_id=account, at=at) for question, account, at in wanting],
        ignore_conflicts=True,
    )


def settle_questions(*, thread_ids: Iterable[UUID]) -> None:
    """Let questions say what their answers say: chosen, answered or waiting; other threads stay as is."""
    values: dict[str, list[UUID] | str] = {
        "ids": list(thread_ids),
        "accepted": QuestionState.ACCEPTED.value,
        "answered": QuestionState.ANSWERED.value,
        "open": QuestionState.OPEN.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, values)
