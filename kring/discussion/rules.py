"""What somebody may do in a conversation that he can read; each answer is yes or a reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kring.identity.models import Role
from kring.identity.viewer import Viewer
from kring.infra.verdict import YES, Verdict

RESTORE_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """What the rules need to know of a text and of the place it stands in."""

    author_id: UUID
    owns_group: bool = False  # the viewer owns the group of the thread
    archived: bool = False  # the group is archived
    closed: bool = False  # the thread takes no new comments


def may_write_here(standing: Standing) -> Verdict:
    """Whether the place still takes new texts at all."""
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    if standing.closed:
        return Verdict(_("This conversation is closed. You can still read it."))
    return YES


def may_edit(viewer: Viewer, standing: Standing) -> Verdict:
    """Only the author changes a text, as long as the group is alive."""
    if viewer.id != standing.author_id:
        return Verdict(_("Only the author can change this text."))
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    return YES


def may_delete(viewer: Viewer, standing: Standing) -> Verdict:
    """The author, the owner of the group and moderators take a text away."""
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.MODERATOR):
        return YES
    return Verdict(_("Only the author, the group owner or a moderator can remove this."))


def may_restore(viewer: Viewer, standing: Standing, deleted_at: datetime, now: datetime) -> Verdict:
    """Whoever may remove may bring back, for thirty days."""
    if now - deleted_at > RESTORE_FOR:
        return Verdict(_("This was removed more than 30 days ago and can no longer be restored."))
    return may_delete(viewer, standing)


def may_accept(viewer: Viewer, standing: Standing) -> Verdict:
    """The asker chooses the answer that helped; group owners and the community team may help."""
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.COMMUNITY_MANAGER):
        return YES
    return Verdict(_("Only the person who asked can choose the answer that helped."))


def may_settle(viewer: Viewer, standing: Standing) -> Verdict:
    """Moderators and the owner of the group decide on a report."""
    if standing.owns_group or viewer.has(Role.MODERATOR):
        return YES
    return Verdict(_("Only a moderator or the group owner decides on a report."))


def may_attach(count: int) -> Verdict:
    """A text carries so many files and no more."""
    if count > settings.FILE_COUNT:
        return Verdict(_("At most %(most)d files fit with one text.") % {"most": settings.FILE_COUNT})
    return YES
