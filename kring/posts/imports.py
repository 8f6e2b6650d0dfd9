"""Questions taken over from elsewhere, many at a time; inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from kring.posts.models import AlsoWanted, Question, QuestionState

# The same decision as `actions.refresh_question`, for many at once.
_SETTLE = """
WITH standing AS (
    SELECT q.thread_id, min(c.created_at) AS first,
           EXISTS (SELECT FROM discussion_acceptedanswer a WHERE a.thread_id = q.thread_id) AS accepted,
           (SELECT count(*) FROM posts_alsowanted w WHERE w.question_id = q.thread_id) AS wanted
      FROM posts_question q
      LEFT JOIN discussion_comment c
             ON c.thread_id = q.thread_id AND c.kind = 'answer' AND c.state = 'published'
     WHERE q.thread_id = ANY(%(ids)s) GROUP BY q.thread_id
)
UPDATE posts_question q
   SET first_answer_at = s.first, wanted = s.wanted,
       state = CASE WHEN s.accepted THEN %(accepted)s WHEN s.first IS NOT NULL THEN %(answered)s
                    ELSE %(open)s END
  FROM standing s WHERE s.thread_id = q.thread_id
"""


def bring_questions(*, thread_ids: Iterable[UUID]) -> None:
    """Say of new threads that they are questions."""
    Question.objects.bulk_create([Question(thread_id=pk) for pk in thread_ids], ignore_conflicts=True)


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
