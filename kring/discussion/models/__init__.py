"""Threads, comments, reactions, mentions: everything that people say and how others answer it."""

from kring.discussion.models.files import Attachment, FileState, LinkPreview, OutsidePage
from kring.discussion.models.life import Departure, Merger, Offshoot, Outdated, Pin
from kring.discussion.models.reading import AllRead, ThreadRead
from kring.discussion.models.responses import (
    AcceptedAnswer,
    Bookmark,
    BookmarkFolder,
    Reaction,
    ReactionKind,
    Report,
    ThreadFollow,
)
from kring.discussion.models.texts import (
    CircleMention,
    Comment,
    CommentKind,
    ItemState,
    Mention,
    Revision,
    Thread,
    ThreadTopic,
    Written,
)

__all__ = [
    "AcceptedAnswer",
    "AllRead",
    "Attachment",
    "Bookmark",
    "BookmarkFolder",
    "CircleMention",
    "Comment",
    "CommentKind",
    "Departure",
    "FileState",
    "ItemState",
    "LinkPreview",
    "Mention",
    "Merger",
    "Offshoot",
    "Outdated",
    "OutsidePage",
    "Pin",
    "Reaction",
    "ReactionKind",
    "Report",
    "Revision",
    "Thread",
    "ThreadFollow",
    "ThreadRead",
    "ThreadTopic",
    "Written",
]
