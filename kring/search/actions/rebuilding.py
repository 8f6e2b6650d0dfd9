"""Filling the whole index, after a quiet import or when it was lost; pages work meanwhile."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from kring.discussion.models import Comment, ItemState, Thread, ThreadTopic
from kring.discussion.queries.attachments import words_by_text
from kring.groups.models import Group
from kring.identity.models import Account
from kring.search.actions import names, passages
from kring.search.models import Naming, Passage
from kring.topics.models import Topic

BATCH = 500
Progress = Callable[[int, int], None]  # done, total
Step = tuple["QuerySet[Any]", Callable[[list[Any]], None]]


def rebuild_index(progress: Progress | None = None) -> int:
    """Index everything that can be found and drop what no longer can; returns how many things that is.

    `progress` hears how many are done, of how many. Runs in batches of their own, so it can be stopped
    and run again.
    """
    steps = (
        *_named(),
        (Thread.objects.filter(state=ItemState.PUBLISHED), _threads),
        (Comment.objects.filter(state=ItemState.PUBLISHED, thread__state=ItemState.PUBLISHED), _comments),
    )
    done = _write(steps, progress)
    _drop_the_rest()
    return done


def rebuild_names(progress: Progress | None = None) -> int:
    """Index the names of people, groups and topics only."""
    return _write(_named(), progress)


def _named() -> tuple[Step, ...]:
    return (
        (Account.objects.filter(is_active=True), _people),
        (Group.objects.all(), _groups),
        (Topic.objects.all(), _topics),
    )


def _write(steps: Sequence[Step], progress: Progress | None) -> int:
    total = sum(rows.count() for rows, _ in steps)
    done = 0
    for rows, write in steps:
        for ids in _batches(rows):
            write(ids)
            done += len(ids)
            if progress is not None:
                progress(min(done, total), total)
    return done


def _batches(rows: "QuerySet[Model]") -> Iterator[list[UUID]]:
    """The ids of `rows`, by key, so many at a time: however many there are, memory stays small."""
    last: UUID | None = None
    while True:
        left = rows.filter(pk__gt=last) if last else rows
        ids = list(left.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _people(ids: list[UUID]) -> None:
    names.put("person", names.named_people(Account.objects.filter(pk__in=ids)))


def _groups(ids: list[UUID]) -> None:
    names.put("group", names.named_groups(Group.objects.filter(pk__in=ids)))


def _topics(ids: list[UUID]) -> None:
    names.put("topic", names.named_topics(Topic.objects.filter(pk__in=ids)))


def _threads(ids: list[UUID]) -> None:
    topics: dict[UUID, list[str]] = defaultdict(list)
    for thread_id, name in ThreadTopic.objects.filter(thread__in=ids).values_list("thread_id", "topic__name"):
        topics[thread_id].append(name)
    threads: Iterable[Thread] = Thread.objects.filter(pk__in=ids)
    files = words_by_text(None, ids)
    passages.put([passages.thread_row(one, topics[one.pk], files.get((one.pk, None), "")) for one in threads])


def _comments(ids: list[UUID]) -> None:
    passages.put(passages.comment_rows(Comment.objects.filter(pk__in=ids)))


def _drop_the_rest() -> None:
    gone = ~Q(thread__state=ItemState.PUBLISHED) | (
        Q(comment__isnull=False) & ~Q(comment__state=ItemState.PUBLISHED)
    )
    Passage.objects.filter(gone).delete()
    Naming.objects.filter(kind="person").exclude(
        object_id__in=Account.objects.filter(is_active=True).values("pk")
    ).delete()
