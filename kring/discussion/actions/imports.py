"""Conversations taken over from elsewhere: many rows at once, no events, original times kept.

Everything here belongs inside the caller's transaction. After a batch of texts `settle_threads` makes
counters, last activity and versions true again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.discussion.models import (
    AcceptedAnswer,
    Comment,
    CommentKind,
    Mention,
    Reaction,
    Revision,
    Thread,
    ThreadFollow,
    ThreadTopic,
)
from kring.kit.markup import excerpt


@dataclass(frozen=True, kw_only=True)
class BroughtText:
    """A text of somebody from elsewhere, rendered already; `text` is the same in plain words."""

    id: UUID
    author_id: UUID
    source: str
    html: str
    text: str
    created_at: datetime
    edited_at: datetime | None = None
    support: int = 0
    credit: str = ""

    def columns(self) -> dict[str, Any]:
        """What threads and comments store alike."""
        return {
            "author_id": self.author_id,
            "source": self.source,
            "html": self.html,
            "excerpt": excerpt(self.text),
            "created_at": self.created_at,
            "edited_at": self.edited_at,
            "support": self.support,
            "credit": self.credit[:300],
        }


@dataclass(frozen=True, kw_only=True)
class BroughtThread(BroughtText):
    """A thread, with the audience of its group."""

    kind: str
    title: str
    audience_id: UUID
    group_id: UUID | None = None
    topics: tuple[UUID, ...] = ()
    closed_at: datetime | None = None

    def columns(self) -> dict[str, Any]:
        """What a thread stores; it was last active when it was written, until it is settled."""
        return super().columns() | {
            "kind": self.kind,
            "title": excerpt(self.title, 199),
            "audience_id": self.audience_id,
            "group_id": self.group_id,
            "closed_at": self.closed_at,
        }


@dataclass(frozen=True, kw_only=True)
class BroughtComment(BroughtText):
    """A comment or answer."""

    thread_id: UUID
    kind: str = CommentKind.COMMENT
    parent_id: UUID | None = None

    def columns(self) -> dict[str, Any]:
        """What a comment stores."""
        return super().columns() | {
            "thread_id": self.thread_id,
            "kind": self.kind,
            "parent_id": self.parent_id,
        }


def bring_threads(*, threads: Sequence[BroughtThread]) -> None:
    """Write new threads with their topics."""
    Thread.objects.bulk_create([Thread(id=row.id, act=row.created_at, **row.columns()) for row in threads])
    _set_topics(threads)


def bring_comments(*, comments: Sequence[BroughtComment]) -> None:
    """Write new comments and answers; parents before replies."""
    Comment.objects.bulk_create([Comment(id=row.id, **row.columns()) for row in comments])


def renew_threads(*, threads: Sequence[BroughtThread], now: datetime) -> set[UUID]:
    """Let threads say what they say elsewhere now; older text goes to the history.

    Returns those that are still here: what was erased here is not written again.
    """
    here = Thread.objects.select_for_update().in_bulk([row.id for row in threads])
    kept = [row for row in threads if row.id in here]
    titles = {row.id: row.columns()["title"] for row in kept}
    Revision.objects.bulk_create(
        [
            Revision(
                thread=old, title=old.title, source=old.source, html=old.html, by_id=old.author_id, at=now
            )
            for row in kept
            if ((old := here[row.id]).title, old.source) != (titles[row.id], row.source)
        ]
    )
    _renew(Thread, kept, spared={"kind", "audience_id", "group_id"})
    _set_topics(kept)
    return set(here)


def renew_comments(*, comments: Sequence[BroughtComment], now: datetime) -> set[UUID]:
    """Let comments say what they say elsewhere now, as `renew_threads`; where they stand stays."""
    here = Comment.objects.select_for_update().in_bulk([row.id for row in comments])
    kept = [row for row in comments if row.id in here]
    Revision.objects.bulk_create(
        [
            Revision(
                thread_id=old.thread_id,
                comment=old,
                source=old.source,
                html=old.html,
                by_id=old.author_id,
                at=now,
            )
            for row in kept
            if (old := here[row.id]).source != row.source
        ]
    )
    _renew(Comment, kept, spared={"kind", "thread_id", "parent_id"})
    return set(here)


def _renew(model: type[Thread] | type[Comment], rows: Sequence[BroughtText], spared: set[str]) -> None:
    if rows:
        columns = [name for name in rows[0].columns() if name not in spared]
        changed = [model(id=row.id, **{name: row.columns()[name] for name in columns}) for row in rows]
        model.objects.bulk_update(changed, columns)  # type: ignore[arg-type]


def _set_topics(threads: Sequence[BroughtThread]) -> None:
    wanted = {(row.id, topic) for row in threads for topic in row.topics}
    there = {
        (row.thread_id, row.topic_id): row
        for row in ThreadTopic.objects.filter(thread__in=[row.id for row in threads])
    }
    gone = [row.pk for pair, row in there.items() if pair not in wanted]
    ThreadTopic.objects.filter(pk__in=gone).delete()
    ThreadTopic.objects.bulk_create(
        [ThreadTopic(thread_id=row.id, topic_id=topic) for row in threads for topic in row.topics],
        ignore_conflicts=True,
    )


@dataclass(frozen=True)
class BroughtChoice:
    """An answer that was chosen elsewhere, by who asked; `at` is never before it was written."""

    thread_id: UUID
    comment_id: UUID
    at: datetime | None


def bring_choices(*, choices: Sequence[BroughtChoice]) -> None:
    """Mark the answers that helped; a choice that a thread had before is replaced."""
    answers = Comment.objects.select_related("thread").in_bulk([row.comment_id for row in choices])
    AcceptedAnswer.objects.bulk_create(
        [
            AcceptedAnswer(
                thread_id=row.thread_id,
                comment=answer,
                by_id=answer.thread.author_id,
                at=max(row.at or answer.created_at, answer.created_at),
            )
            for row in choices
            if (answer := answers.get(row.comment_id)) is not None
        ],
        update_conflicts=True,
        unique_fields=["thread"],
        update_fields=["comment", "by", "at"],
    )


@dataclass(frozen=True)
class BroughtReaction:
    """One person's one-word reaction; `comment_id` None for the thread itself."""

    thread_id: UUID
    comment_id: UUID | None
    account_id: UUID
    kind: str
    at: datetime


def bring_reactions(*, reactions: Sequence[BroughtReaction]) -> None:
    """Write reactions; who reacted before keeps the reaction. `settle_threads` counts them."""
    Reaction.objects.bulk_create(
        [
            Reaction(
                thread_id=row.thread_id,
                comment_id=row.comment_id,
                account_id=row.account_id,
                kind=row.kind,
                at=row.at,
            )
            for row in reactions
        ],
        ignore_conflicts=True,
    )


def bring_follows(*, follows: Iterable[tuple[UUID, UUID, datetime]]) -> None:
    """Let people follow threads: (thread, account, since when) each; a mute stays a mute."""
    ThreadFollow.objects.bulk_create(
        [ThreadFollow(thread_id=thread, account_id=account, at=at) for thread, account, at in follows],
        ignore_conflicts=True,
    )


def bring_mentions(*, mentions: Iterable[tuple[UUID, UUID | None, UUID]]) -> None:
    """Write who is named where: (thread, comment or None, account) each."""
    Mention.objects.bulk_create(
        [Mention(thread_id=thread, comment_id=comment, account_id=pk) for thread, comment, pk in mentions],
        ignore_conflicts=True,
    )


# Counted anew from the rows, so it does not matter what was there or how often it runs. Materialised: on
# tables that were just filled, and have no statistics yet, the planner would else count all for each row.
_SETTLE_THREADS = """
WITH words AS MATERIALIZED (
    SELECT i.id, c.comments, c.answers, c.act
      FROM unnest(%(ids)s::uuid[]) AS i (id)
     CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE kind = 'comment') AS comments,
                  count(*) FILTER (WHERE kind = 'answer') AS answers, max(created_at) AS act
             FROM discussion_comment WHERE thread_id = i.id AND state = 'published') c
)
UPDATE discussion_thread t
   SET comment_count = words.comments, answer_count = words.answers, version = version + 1,
       act = greatest(t.created_at, words.act)
  FROM words WHERE words.id = t.id
"""
_SETTLE_REACTIONS = """
WITH counts AS MATERIALIZED (
    SELECT {target}, jsonb_object_agg(kind, number) AS told
      FROM (SELECT {target}, kind, count(*) AS number FROM discussion_reaction
             WHERE thread_id = ANY(%(ids)s) AND {which} GROUP BY {target}, kind) kinds
     GROUP BY {target}
)
UPDATE {table} w SET reactions = counts.told FROM counts WHERE counts.{target} = w.id
"""


def settle_threads(*, thread_ids: Iterable[UUID], reactions: bool = False) -> None:
    """Make counters and last activity of threads true, with `reactions` also what people reacted."""
    values = {"ids": list(thread_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE_THREADS, values)
        if reactions:
            threads = {"target": "thread_id", "which": "comment_id IS NULL", "table": "discussion_thread"}
            comments = {
                "target": "comment_id", "which": "comment_id IS NOT NULL", "table": "discussion_comment",
            }  # fmt: skip
            for places in (threads, comments):
                cursor.execute(_SETTLE_REACTIONS.format(**places), values)


def threads_of_comments(*, comment_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The thread of each comment."""
    return dict(Comment.objects.filter(pk__in=list(comment_ids)).values_list("pk", "thread_id"))
