"""Writing, changing, removing and restoring comments and answers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from kring.discussion import rules
from kring.discussion.actions.attachments import add_files
from kring.discussion.actions.follows import follow_thread
from kring.discussion.actions.reading import read_thread
from kring.discussion.actions.texts import Prepared, add_named, prepare, store_named
from kring.discussion.events import CommentChanged, CommentWritten
from kring.discussion.models import AcceptedAnswer, Comment, CommentKind, ItemState, Revision, Thread
from kring.discussion.queries.standing import comment_for, standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.kit.ids import new_id
from kring.kit.markup import excerpt

BUMP_EVERY = timedelta(seconds=30)


def write_comment(
    *,
    thread_id: UUID,
    source: str,
    writer: Viewer,
    now: datetime,
    kind: str = CommentKind.COMMENT,
    parent_id: UUID | None = None,
) -> tuple[Comment, Prepared]:
    """Add a comment or answer; a reply to a reply joins the same level. The writer follows the thread."""
    with transaction.atomic():
        thread = thread_for(writer, thread_id)
        require(rules.may_write_here(standing_of(writer, thread)))
        parent = None
        if parent_id is not None:
            parent = comment_for(writer, parent_id)
            if parent.thread_id != thread.pk:
                raise Unseen
            parent = parent.parent or parent
            kind = CommentKind.COMMENT
        text = prepare(source=source, audience_id=thread.audience_id, writer=writer, now=now)
        comment = Comment.objects.create(
            id=new_id(now),
            thread=thread,
            parent=parent,
            kind=kind,
            author_id=writer.id,
            source=text.source,
            html=text.html,
            excerpt=excerpt(text.text),
            created_at=now,
        )
        add_named(thread, comment, text)
        _count(thread.pk, kind, by=1, now=now)
        follow_thread(thread_id=thread.pk, follower=writer, now=now)
        read_thread(reader=writer, thread_id=thread.pk, now=now)
        record(CommentWritten(thread_id=thread.pk, comment_id=comment.pk, actor_id=writer.id, at=now))
    return comment, text


def edit_comment(
    *,
    comment_id: UUID,
    source: str,
    editor: Viewer,
    now: datetime,
    minor: bool = False,
    files: tuple[UUID, ...] = (),
) -> Prepared:
    """Change the text of a comment and add waiting files; the old text stays readable in the history.

    A `minor` change does not make the comment say that it was edited.
    """
    with transaction.atomic():
        comment = comment_for(editor, comment_id, lock=True)
        require(rules.may_edit(editor, standing_of(editor, comment.thread, comment.author_id)))
        text = prepare(source=source, audience_id=comment.thread.audience_id, writer=editor, now=now)
        added = add_files(thread_id=comment.thread_id, comment_id=comment_id, ids=files, owner=editor)
        reworded = source != comment.source
        if reworded:
            Revision.objects.create(
                thread=comment.thread,
                comment=comment,
                source=comment.source,
                html=comment.html,
                by_id=editor.id,
                at=now,
            )
            comment.source, comment.html = text.source, text.html
            comment.excerpt = excerpt(text.text)
        if (added or reworded) and not minor:
            comment.edited_at = now
        comment.save(update_fields=["source", "html", "excerpt", "edited_at"])
        store_named(comment.thread, comment, text)
        _touched(comment, editor, now)
    return text


def delete_comment(*, comment_id: UUID, remover: Viewer, now: datetime) -> None:
    """Take a comment away; replies stay and say that what they answered was removed."""
    with transaction.atomic():
        comment = comment_for(remover, comment_id, lock=True)
        require(rules.may_delete(remover, standing_of(remover, comment.thread, comment.author_id)))
        hide_comment(comment, ItemState.DELETED, now)
        _touched(comment, remover, now)


def restore_comment(*, comment_id: UUID, restorer: Viewer, now: datetime) -> UUID:
    """Bring a removed comment back; returns the id of its thread."""
    with transaction.atomic():
        comment = comment_for(restorer, comment_id, lock=True, state=ItemState.DELETED)
        standing = standing_of(restorer, comment.thread, comment.author_id)
        require(rules.may_restore(restorer, standing, comment.deleted_at or now, now))
        comment.state, comment.deleted_at = ItemState.PUBLISHED, None
        comment.save(update_fields=["state", "deleted_at"])
        _count(comment.thread_id, comment.kind, by=1)
        _touched(comment, restorer, now)
    return comment.thread_id


def hide_comment(comment: Comment, state: ItemState, now: datetime) -> None:
    """Make a comment unreadable, inside the caller's transaction; an accepted answer stops being one."""
    comment.state, comment.deleted_at = state, now
    comment.save(update_fields=["state", "deleted_at"])
    AcceptedAnswer.objects.filter(comment=comment).delete()
    _count(comment.thread_id, comment.kind, by=-1)


def _touched(comment: Comment, actor: Viewer, now: datetime) -> None:
    Thread.objects.filter(pk=comment.thread_id).update(version=F("version") + 1)
    record(CommentChanged(thread_id=comment.thread_id, comment_id=comment.pk, actor_id=actor.id, at=now))


def _count(thread_id: UUID, kind: str, *, by: int, now: datetime | None = None) -> None:
    """Keep the counters; new words move `act`, but at most once in 30 s so that a busy thread stays cheap."""
    changes: dict[str, object] = {"version": F("version") + 1}
    counter = "answer_count" if kind == CommentKind.ANSWER else "comment_count"
    changes[counter] = F(counter) + by
    if now is not None:
        changes["act"] = Case(When(act__lt=now - BUMP_EVERY, then=Value(now)), default=F("act"))
    Thread.objects.filter(pk=thread_id).update(**changes)
