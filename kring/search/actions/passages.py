"""The words of threads and comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from kring.discussion.models import AcceptedAnswer, Comment, ItemState, Thread, ThreadTopic
from kring.discussion.queries.attachments import words_by_text
from kring.kit.markup import to_text
from kring.kit.text import to_tsvector_literal
from kring.search.actions.names import index_topics
from kring.search.models import Passage
from kring.search.months import month_word

LONGEST = 20_000  # of a text, this much can be shown as a passage
TITLE, TOPICS, FIRST, REST = "A", "B", "C", "D"  # what a word weighs, by where it stands

# A row is only written when its thread is still as it was read: every change raises the version, and
# brings its own job. So a slow job never puts an old text over a new one.
_PUT = """
INSERT INTO search_passage AS p (id, thread_id, comment_id, accepted, words, text, at)
SELECT n.id, n.thread, n.comment, n.accepted, n.words::tsvector, n.text, n.at
  FROM unnest(%(id)s::uuid[], %(thread)s::uuid[], %(comment)s::uuid[], %(version)s::int[],
              %(accepted)s::boolean[], %(words)s::text[], %(text)s::text[], %(at)s::timestamptz[])
       AS n (id, thread, comment, version, accepted, words, text, at)
  JOIN discussion_thread t ON t.id = n.thread AND t.version = n.version AND t.state = 'published'
  LEFT JOIN discussion_comment c ON c.id = n.comment
 WHERE n.comment IS NULL OR c.state = 'published'
ON CONFLICT (id) DO UPDATE SET accepted = excluded.accepted, words = excluded.words,
       text = excluded.text, at = excluded.at
"""


@dataclass(frozen=True)
class Row:
    """One passage, ready to write; `version` is the thread's when the text was read."""

    id: UUID
    thread: UUID
    comment: UUID | None
    version: int
    accepted: bool
    words: str
    text: str
    at: datetime


@transaction.atomic
def index_thread(*, thread_id: UUID) -> None:
    """Make the index say what a thread says now, with its chosen answer and whatever was missing.

    A thread that is removed or hidden leaves the index with all its comments.
    """
    thread = Thread.objects.filter(pk=thread_id, state=ItemState.PUBLISHED).first()
    if thread is None:
        Passage.objects.filter(thread=thread_id).exclude(thread__state=ItemState.PUBLISHED).delete()
        return
    topics = list(ThreadTopic.objects.filter(thread=thread).values_list("topic_id", "topic__name"))
    index_topics(topic_ids=[pk for pk, _ in topics])
    indexed = Passage.objects.filter(comment=OuterRef("pk"))
    chosen = AcceptedAnswer.objects.filter(comment=OuterRef("pk"))
    changed = ~Exists(indexed) | Q(Exists(indexed.filter(accepted=True))) | Q(Exists(chosen))
    comments = Comment.objects.filter(changed, thread=thread, state=ItemState.PUBLISHED)
    files = words_by_text(None, [thread.pk])
    first = thread_row(thread, [name for _, name in topics], files.get((thread.pk, None), ""))
    put([first, *comment_rows(comments)])


@transaction.atomic
def index_comment(*, comment_id: UUID) -> None:
    """Make the index say what a comment says now; one that is removed or hidden leaves it."""
    rows = comment_rows(Comment.objects.filter(pk=comment_id, state=ItemState.PUBLISHED))
    if rows:
        put(rows)
    else:
        Passage.objects.filter(comment=comment_id).exclude(comment__state=ItemState.PUBLISHED).delete()


def thread_row(thread: Thread, topics: Sequence[str], files: str = "") -> Row:
    """The passage of a thread itself, with the words of its files."""
    text = to_text(thread.html)
    parts = [(TITLE, thread.title), (TOPICS, " ".join(topics)), (FIRST, text), (REST, files)]
    text = _with_files(text, files)
    words = f"{to_tsvector_literal(parts)} {month_word(thread.created_at)}"
    return Row(thread.pk, thread.pk, None, thread.version, False, words, text[:LONGEST], thread.created_at)


def comment_rows(comments: "QuerySet[Comment]") -> list[Row]:
    """The passages of comments; a chosen answer is found by the words of its question too."""
    chosen = Exists(AcceptedAnswer.objects.filter(comment=OuterRef("pk")))
    rows = list(comments.select_related("thread").annotate(chosen=chosen))
    files = words_by_text(None, {one.thread_id for one in rows})
    return [_comment_row(one, files.get((one.thread_id, one.pk), "")) for one in rows]


def _with_files(text: str, files: str) -> str:
    return f"{text}\n{files}" if files else text


def _comment_row(comment: Comment, files: str) -> Row:
    text = to_text(comment.html)
    chosen: bool = comment.chosen  # type: ignore[attr-defined]
    parts = [(TITLE, comment.thread.title), (FIRST, text)] if chosen else [(REST, text)]
    parts.append((REST, files))
    text = _with_files(text, files)
    return Row(
        comment.pk,
        comment.thread_id,
        comment.pk,
        comment.thread.version,
        chosen,
        f"{to_tsvector_literal(parts)} {month_word(comment.created_at)}",
        text[:LONGEST],
        comment.created_at,
    )


def put(rows: Sequence[Row]) -> None:
    """Write passages, in one statement."""
    fields = ("id", "thread", "comment", "version", "accepted", "words", "text", "at")
    with connection.cursor() as cursor:
        cursor.execute(_PUT, {field: [getattr(row, field) for row in rows] for field in fields})
