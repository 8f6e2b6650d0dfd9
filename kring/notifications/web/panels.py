"""What notices do on other apps' pages."""

from collections.abc import Iterable
from uuid import UUID

from django.template.loader import render_to_string

from kring.identity.viewer import Viewer
from kring.kit.clock import utcnow
from kring.notifications import actions, queries


def thread_opened(*, viewer: Viewer, thread_id: UUID) -> str:
    """Somebody opens a conversation: its notice is read. Shows nothing."""
    actions.note_opened(viewer=viewer, thread_id=thread_id, now=utcnow())
    return ""


def who_hears(
    *, viewer: Viewer, source: str, audience_id: UUID, receivers: Iterable[UUID], department_id: UUID | None
) -> str:
    """In the composer: who gets a notice of what stands in it; empty when nobody does."""
    hearers = queries.who_hears(viewer, source, audience_id, receivers, department_id)
    return (
        render_to_string("notifications/told.jinja", {"hearers": hearers})
        if hearers.names or hearers.circles
        else ""
    )
