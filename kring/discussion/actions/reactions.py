"""The five worded reactions."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from kring.discussion.events import Reacted
from kring.discussion.models import Comment, Reaction, ReactionKind, Thread
from kring.discussion.queries.standing import comment_for, thread_for
from kring.identity.viewer import Viewer
from kring.infra.events import record


def react(*, thread_id: UUID, comment_id: UUID | None, kind: str, reactor: Viewer, now: datetime) -> None:
    """Say one of the five things about a thread or comment; empty `kind` takes it back.

    One person says one thing about one text: another kind replaces the first.
    """
    wanted = ReactionKind(kind) if kind else ""
    with transaction.atomic():
        if comment_id is None:
            target: Thread | Comment = thread_for(reactor, thread_id, lock=True)
        else:
            target = comment_for(reactor, comment_id, lock=True)
        thread_id = target.pk if isinstance(target, Thread) else target.thread_id
        mine = Reaction.objects.filter(thread=thread_id, comment=comment_id, account=reactor.id)
        before = mine.values_list("kind", flat=True).first() or ""
        if before == wanted:
            return
        if wanted:
            Reaction.objects.update_or_create(
                thread_id=thread_id,
                comment_id=comment_id,
                account_id=reactor.id,
                defaults={"kind": wanted, "at": now},
            )
        else:
            mine.delete()
        _recount(target, before, wanted)
        Thread.objects.filter(pk=thread_id).update(version=F("version") + 1)
        record(Reacted(thread_id=thread_id, comment_id=comment_id, kind=wanted, actor_id=reactor.id, at=now))


def _recount(target: Thread | Comment, before: str, after: str) -> None:
    """Keep the counts per kind beside the text; its row is locked, so no reaction is lost."""
    counts = dict(target.reactions)
    for kind, by in ((before, -1), (after, 1)):
        if kind:
            counts[kind] = max(0, counts.get(kind, 0) + by)
    target.reactions = {kind: count for kind, count in counts.items() if count}
    target.save(update_fields=["reactions"])
