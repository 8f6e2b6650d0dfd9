"""What is unread for a reader, and what is new in a conversation since he read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kring.discussion.queries.conversation import CommentView, Conversation
from kring.identity.viewer import Viewer

# How many comments of others came since, counted to 99; in a thread that was never opened, only those since
# the reader's last visit to the timeline, `seen` (an SQL expression).
NEW_COMMENTS_SQL = """(SELECT count(*) FROM (
    SELECT 1 FROM discussion_comment c
     WHERE c.thread_id = t.id AND c.state = 'published' AND c.author_id <> %(me)s
       AND c.created_at > coalesce(
           (SELECT greatest(r.upto, a.at) FROM discussion_threadread r
              LEFT JOIN discussion_allread a ON a.account_id = r.account_id
             WHERE r.account_id = %(me)s AND r.thread_id = t.id), {seen})
     LIMIT 99) n)"""


def unread_sql(thread: str) -> str:
    """Whether a thread (the name of its table) is unread for `me`: more happened since, or it was put back.

    One's own text is not news. Who never opened it has read up to "everything is read", or to joining.
    """
    row = f"FROM discussion_threadread r WHERE r.account_id = %(me)s AND r.thread_id = {thread}.id"
    return f"""(({thread}.act > greatest((SELECT r.upto {row}),
        (SELECT r.at FROM discussion_allread r WHERE r.account_id = %(me)s),
        (SELECT r.joined_at FROM identity_account r WHERE r.id = %(me)s))
        AND NOT ({thread}.author_id = %(me)s AND {thread}.act = {thread}.created_at))
        OR EXISTS (SELECT 1 {row} AND r.unread))"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class News:
    """What others said since the viewer was here: how much, and the first of it in the order of the page."""

    count: int = 0
    first: UUID | None = None
    since: datetime | None = None


def news_in(viewer: Viewer, talk: Conversation, since: datetime | None) -> News:
    """What is new in a conversation that the viewer had read up to `since`; nothing at a first visit."""
    if since is None:
        return News()
    shown = [*talk.comments, *talk.answers]
    new = [one for one in _with_replies(shown) if _is_new(viewer, one, since)]
    return News(len(new), new[0].id if new else None, since)


def _with_replies(comments: list[CommentView]) -> list[CommentView]:
    return [one for comment in comments for one in (comment, *comment.replies)]


def _is_new(viewer: Viewer, comment: CommentView, since: datetime) -> bool:
    return bool(comment.html) and comment.created_at > since and comment.author.id != viewer.id
