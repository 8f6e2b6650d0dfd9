"""How many people get to read something when it moves."""

from dataclasses import dataclass
from uuid import UUID

from kring.discussion.queries.standing import thread_for
from kring.groups.access import readers_of
from kring.identity.viewer import Viewer


@dataclass(frozen=True)
class Reach:
    """How many people read it then, and how many of them could not before."""

    readers: int
    added: int


def reach_of_move(viewer: Viewer, thread_id: UUID, audience_id: UUID) -> Reach:
    """What a move to another audience does; raises Unseen when the viewer may not read the thread."""
    before = readers_of(thread_for(viewer, thread_id).audience_id)
    after = readers_of(audience_id)
    return Reach(readers=after.count(), added=after.exclude(pk__in=before.values("pk")).count())
