"""Whether a question can go into another one."""

from dataclasses import dataclass
from uuid import UUID

from kring.discussion.models import Thread
from kring.discussion.queries.reach import reach_of_move
from kring.discussion.queries.standing import standing_of, thread_for
from kring.identity.viewer import Viewer
from kring.infra.verdict import Verdict
from kring.posts import rules
from kring.posts.models import Kind


@dataclass(frozen=True)
class Kept:
    """A question that would stay, and whether it can take the other one in."""

    id: UUID
    title: str
    verdict: Verdict


def question_to_keep(viewer: Viewer, thread_id: UUID, into_id: UUID) -> Kept:
    """The question that would stay; raises Unseen when the viewer may not read one of the two."""
    thread, kept = thread_for(viewer, thread_id), thread_for(viewer, into_id)
    return Kept(kept.pk, kept.title, fits(viewer, thread, kept))


def fits(viewer: Viewer, thread: Thread, kept: Thread) -> Verdict:
    """Whether a question can go into another one that the viewer reads too."""
    is_same = thread.pk == kept.pk
    return rules.may_merge_into(
        same=is_same,
        question=thread.kind == kept.kind == Kind.QUESTION,
        archived=standing_of(viewer, kept).archived,
        added=0 if is_same else reach_of_move(viewer, thread.pk, kept.audience_id).added,
    )
