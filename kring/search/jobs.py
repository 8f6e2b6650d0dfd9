"""Reactions to events that keep the index true. Quiet events are indexed as well: history is found too."""

from typing import Protocol
from uuid import UUID

from kring.discussion.events import CommentChanged, CommentWritten, ThreadEvent
from kring.posts.events import QuestionsMerged
from kring.search import actions


class PersonEvent(Protocol):
    """An event that says which person it is about."""

    @property
    def account_id(self) -> UUID: ...


class GroupEvent(Protocol):
    """An event that says which group it is about."""

    @property
    def group_id(self) -> UUID: ...


def index_thread(event: ThreadEvent) -> None:
    """A thread was placed or changed, or its chosen answer did."""
    actions.index_thread(thread_id=event.thread_id)


def index_merger(event: QuestionsMerged) -> None:
    """A question went into another one: its words leave the index before the other takes them in."""
    actions.index_thread(thread_id=event.merged_id)
    actions.index_thread(thread_id=event.thread_id)


def index_comment(event: CommentWritten | CommentChanged) -> None:
    """A comment was written or changed."""
    actions.index_comment(comment_id=event.comment_id)


def index_person(event: PersonEvent) -> None:
    """Somebody came, left, or is told differently."""
    actions.index_person(account_id=event.account_id)


def index_group(event: GroupEvent) -> None:
    """A group started or is told differently."""
    actions.index_group(group_id=event.group_id)
