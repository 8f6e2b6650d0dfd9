"""What notices do on other apps' pages."""

from uuid import UUID

from kring.identity.viewer import Viewer
from kring.kit.clock import utcnow
from kring.notifications import actions


def thread_opened(*, viewer: Viewer, thread_id: UUID) -> str:
    """Somebody opens a conversation: its notice is read. Shows nothing."""
    actions.note_opened(viewer=viewer, thread_id=thread_id, now=utcnow())
    return ""
