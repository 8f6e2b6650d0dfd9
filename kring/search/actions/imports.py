"""Indexing many threads at once, after a quiet import."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from kring.discussion.models import Comment, ItemState, Thread, ThreadTopic
from kring.search.actions import names, passages

BATCH = 100


def index_threads(*, thread_ids: Iterable[UUID], progress: Callable[[int, int], None]) -> None:
    """Make the index say what these threads, their comments and their topics say now.

    Runs in batches of its own and can run again; `progress` hears how many are done, of how many.
    """
    wanted = sorted(thread_ids)
    for start in range(0, len(wanted), BATCH):
        ids = wanted[start : start + BATCH]
        topics: dict[UUID, list[str]] = defaultdict(list)
        about = ThreadTopic.objects.filter(thread__in=ids).values_list("thread_id", "topic_id", "topic__name")
        rows = list(about)
        for thread_id, _topic_id, name in rows:
            topics[thread_id].append(name)
        names.index_topics(topic_ids=list({topic_id for _thread_id, topic_id, _name in rows}))
        threads = Thread.objects.filter(pk__in=ids, state=ItemState.PUBLISHED)
        passages.put([passages.thread_row(thread, topics[thread.pk]) for thread in threads])
        comments = Comment.objects.filter(thread__in=threads, state=ItemState.PUBLISHED)
        passages.put(passages.comment_rows(comments))
        progress(start + len(ids), len(wanted))
