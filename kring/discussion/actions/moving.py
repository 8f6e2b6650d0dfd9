"""Moving a conversation to another audience."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kring.discussion import rules
from kring.discussion.events import ThreadMoved
from kring.discussion.models import Departure, Pin, Thread, ThreadTopic
from kring.discussion.queries.reach import reach_of_move
from kring.discussion.queries.standing import standing_of, thread_for
from kring.groups.access import audience_of, is_archived, is_member, is_owner, is_public
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, require
from kring.topics.actions import topics_named


def move_thread(
    *, thread_id: UUID, where: str, mover: Viewer, now: datetime, widening: bool = False
) -> Thread:
    """Give a conversation the audience of the group whose slug is `where`, or of everyone when empty.

    All that hangs under it follows, also what it said before. Raises Unseen for a place the mover does not
    belong to, and Refused when more people would read it and `widening` does not say that this is meant.
    """
    with transaction.atomic():
        thread = thread_for(mover, thread_id, lock=True)
        audience_id, group_id = audience_of(mover, where)
        belongs = thread.group_id is None or is_member(mover, thread.group_id)
        owns_target = is_owner(mover, group_id)
        standing = standing_of(mover, thread)
        require(rules.may_move(mover, standing, belongs=belongs, owns_target=owns_target))
        if is_archived(group_id):
            raise Refused(_("That group is archived. Nothing new comes in."))
        if audience_id == thread.audience_id:
            return thread
        if reach_of_move(mover, thread_id, audience_id).added and not widening:
            raise Refused(_("More people would read this. Say first that you mean that."))
        _leave(thread, mover, now)
        thread.audience_id, thread.group_id, thread.version = audience_id, group_id, thread.version + 1
        thread.save(update_fields=["audience", "group", "version"])
        Departure.objects.filter(thread=thread, group=group_id).delete()
        slugs = ThreadTopic.objects.filter(thread=thread).values_list("topic__slug", flat=True)
        topics_named(names=list(slugs), now=now, public=is_public(audience_id))
        record(ThreadMoved(thread_id=thread.pk, actor_id=mover.id, at=now))
    return thread


def _leave(thread: Thread, mover: Viewer, now: datetime) -> None:
    """Leave a note in the old group; what was pinned there is not any more."""
    Pin.objects.filter(thread=thread).delete()
    if thread.group_id is not None:
        Departure.objects.update_or_create(
            thread=thread, group_id=thread.group_id, defaults={"by_id": mover.id, "at": now}
        )
