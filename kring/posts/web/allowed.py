"""Which buttons of a conversation's life the page shows."""

from uuid import UUID

from kring.discussion.queries.conversation import ThreadView
from kring.discussion.rules import may_close, may_mark_outdated, may_move, may_pin
from kring.identity.viewer import Viewer
from kring.posts.models import Kind
from kring.posts.queries import Asked
from kring.posts.rules import may_merge, may_reopen, may_require_reading, may_review


def may_with(viewer: Viewer, thread: ThreadView, question: Asked | None) -> dict[str, bool]:
    """What the viewer may do with the whole conversation; where it may go is asked on its own page."""
    belongs = thread.group is None or f"group:{thread.group['id']}" in viewer.tokens
    return {
        "close": bool(may_close(viewer, thread.standing)),
        "mark_outdated": bool(may_mark_outdated(viewer, thread.standing)),
        "pin": bool(may_pin(thread.standing)),
        "merge": thread.kind == Kind.QUESTION and bool(may_merge(viewer, thread.standing)),
        "reopen": thread.accepted_id is not None and bool(may_reopen(viewer, thread.standing)),
        "ask_reading": bool(
            may_require_reading(viewer, thread.standing, kind=thread.kind, in_group=thread.group is not None)
        ),
        "review": question is not None
        and thread.accepted_id is not None
        and bool(may_review(viewer, thread.standing, owner_of(thread, question))),
        "move": bool(may_move(viewer, thread.standing, belongs=belongs, owns_target=True)),
    }


def owner_of(thread: ThreadView, question: Asked) -> UUID | None:
    """Who sees to the chosen answer; before somebody arranged that, who wrote it."""
    return question.review.owner_id if question.review else thread.answered_by
