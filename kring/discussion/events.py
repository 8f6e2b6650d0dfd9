"""What can happen in a conversation."""

from dataclasses import dataclass
from uuid import UUID

from kring.infra.events import Event


@dataclass(frozen=True, kw_only=True)
class ThreadEvent(Event):
    """Something happened in a thread."""

    thread_id: UUID
    actor_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThreadChanged(ThreadEvent):
    """Title, text, topics, audience or state of a thread changed; deleting and restoring too."""


@dataclass(frozen=True, kw_only=True)
class CommentWritten(ThreadEvent):
    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommentChanged(ThreadEvent):
    """A comment was edited, turned into an answer or back, deleted, restored or hidden."""

    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class Reacted(ThreadEvent):
    """Somebody gave, changed or took back (kind empty) a reaction."""

    comment_id: UUID | None
    kind: str


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(ThreadEvent):
    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerWithdrawn(ThreadEvent):
    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThreadFollowed(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadUnfollowed(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadMuted(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadUnmuted(ThreadEvent):
    """A mute was ended by the one who set it, or its time is over."""


@dataclass(frozen=True, kw_only=True)
class ThreadReported(ThreadEvent):
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportSettled(ThreadEvent):
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommentsClosed(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class CommentsReopened(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadOutdated(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadHoldsAgain(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadPinned(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadUnpinned(ThreadEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class ThreadMoved(ThreadEvent):
    """A thread has another audience from now on."""


@dataclass(frozen=True, kw_only=True)
class FileUploaded(Event):
    """Somebody uploaded a file; it belongs to no conversation yet."""

    attachment_id: UUID
    actor_id: UUID
