"""Opening, changing, removing and restoring a thread."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion import rules
from kring.discussion.actions.attachments import add_files
from kring.discussion.actions.follows import begin_following
from kring.discussion.actions.texts import Prepared, add_named, prepare, store_named
from kring.discussion.events import ThreadChanged
from kring.discussion.models import ItemState, Revision, Thread, ThreadTopic
from kring.discussion.queries.standing import standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import require
from kring.kit.ids import new_id
from kring.kit.markup import excerpt


@dataclass(frozen=True)
class Draft:
    """What a writer hands in: Markdown `source`, topic slugs, and who reads."""

    kind: str
    title: str
    source: str
    audience_id: UUID
    group_id: UUID | None = None
    topics: tuple[str, ...] = ()
    credit: str = ""


def open_thread(
    *, draft: Draft, writer: Viewer, now: datetime, quiet: bool = False
) -> tuple[Thread, Prepared]:
    """Store a new thread with its topics and mentions; the writer follows it.

    Called by the action of a kind, inside its transaction; that action records its own event.
    """
    text = prepare(
        source=draft.source, audience_id=draft.audience_id, writer=writer, now=now, topics=draft.topics
    )
    thread = Thread.objects.create(
        id=new_id(now),
        kind=draft.kind,
        title=draft.title,
        source=text.source,
        html=text.html,
        excerpt=excerpt(text.text),
        author_id=writer.id,
        audience_id=draft.audience_id,
        group_id=draft.group_id,
        created_at=now,
        act=now,
        credit=draft.credit,
    )
    _add_topics(thread, text)
    add_named(thread, None, text)
    begin_following(thread_id=thread.pk, writer=writer, now=now, quiet=quiet)
    return thread, text


@dataclass(frozen=True)
class Wording:
    """What a thread says from now on: title, Markdown `source`, topic slugs, and waiting files to add."""

    title: str
    source: str
    topics: tuple[str, ...] = ()
    files: tuple[UUID, ...] = ()


def edit_thread(
    *, thread_id: UUID, wording: Wording, editor: Viewer, now: datetime, minor: bool = False
) -> Prepared:
    """Change title and text, add files; the old text goes to the history that every reader can open.

    A `minor` change does not make the thread say that it was edited.
    """
    title, source = wording.title, wording.source
    with transaction.atomic():
        thread = thread_for(editor, thread_id, lock=True)
        require(rules.may_edit(editor, standing_of(editor, thread)))
        text = prepare(
            source=source, audience_id=thread.audience_id, writer=editor, now=now, topics=wording.topics
        )
        added = add_files(thread_id=thread_id, comment_id=None, ids=wording.files, owner=editor)
        reworded = (title, source) != (thread.title, thread.source)
        if reworded:
            Revision.objects.create(
                thread=thread,
                title=thread.title,
                source=thread.source,
                html=thread.html,
                by_id=editor.id,
                at=now,
            )
        if (added or reworded) and not minor:
            thread.edited_at = now
        thread.title, thread.source, thread.html = title, text.source, text.html
        thread.excerpt = excerpt(text.text)
        thread.version = F("version") + 1
        thread.save()
        kept = [topic.id for topic in text.topics]
        ThreadTopic.objects.filter(thread=thread).exclude(topic__in=kept).delete()
        _add_topics(thread, text)
        store_named(thread, None, text)
        record(ThreadChanged(thread_id=thread.pk, actor_id=editor.id, at=now))
    return text


def delete_thread(*, thread_id: UUID, remover: Viewer, now: datetime) -> None:
    """Take a thread away; it can come back for thirty days."""
    with transaction.atomic():
        thread = thread_for(remover, thread_id, lock=True)
        require(rules.may_delete(remover, standing_of(remover, thread)))
        Thread.objects.filter(pk=thread.pk).update(
            state=ItemState.DELETED, deleted_at=now, version=F("version") + 1
        )
        record(ThreadChanged(thread_id=thread.pk, actor_id=remover.id, at=now))


def restore_thread(*, thread_id: UUID, restorer: Viewer, now: datetime) -> None:
    """Bring a removed thread back as it was."""
    with transaction.atomic():
        thread = thread_for(restorer, thread_id, lock=True, state=ItemState.DELETED)
        deleted_at = thread.deleted_at or now
        require(rules.may_restore(restorer, standing_of(restorer, thread), deleted_at, now))
        Thread.objects.filter(pk=thread.pk).update(
            state=ItemState.PUBLISHED, deleted_at=None, version=F("version") + 1
        )
        record(ThreadChanged(thread_id=thread.pk, actor_id=restorer.id, at=now))


def raise_version(*, thread_id: UUID) -> None:
    """Have kept cards of a thread made anew: something they show changed in a table above.

    Called by the action that changed it, inside its transaction.
    """
    Thread.objects.filter(pk=thread_id).update(version=F("version") + 1)


def _add_topics(thread: Thread, text: Prepared) -> None:
    ThreadTopic.objects.bulk_create(
        [ThreadTopic(thread=thread, topic_id=topic.id) for topic in text.topics], ignore_conflicts=True
    )
