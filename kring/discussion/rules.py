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
PINS = 3  # in one group
FOLDERS = 50  # of one person


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


def may_name_circle(viewer: Viewer, reach: int, limit: int, owns_group: bool) -> Verdict:
    """Whoever writes names a group or department; a large one its owners and the community team."""
    if reach <= limit or owns_group or viewer.has(Role.COMMUNITY_MANAGER):
        return YES
    return Verdict(
        _("So many colleagues at once can only be named by an owner of the group or the community team.")
    )


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


def may_close(viewer: Viewer, standing: Standing) -> Verdict:
    """The author of a conversation, the owner of its group and moderators close and reopen it."""
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.MODERATOR):
        return YES
    return Verdict(_("Only the author, the group owner or a moderator can close or reopen this."))


def may_mark_outdated(viewer: Viewer, standing: Standing) -> Verdict:
    """Whoever takes care of a conversation says that it does not hold any more, or does again."""
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.COMMUNITY_MANAGER):
        return YES
    return Verdict(_("Only the author, the group owner or the community team can say that this is outdated."))


def may_pin(standing: Standing) -> Verdict:
    """Owners decide what stands above the others in their group."""
    if not standing.owns_group:
        return Verdict(_("Only an owner of the group can pin a conversation."))
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    return YES


def is_room_for_pin(pinned: int) -> bool:
    """Whether a group that has `pinned` pinned conversations can have one more."""
    return pinned < PINS


def may_move(viewer: Viewer, standing: Standing, *, belongs: bool, owns_target: bool) -> Verdict:
    """The author who belongs to both places, an owner of both groups, and moderators.

    `belongs` says that the viewer is a member where the conversation stands, or that it is for everyone.
    That the viewer belongs to the new place is sure: its audience was fetched through the viewer.
    """
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    if viewer.id == standing.author_id and belongs:
        return YES
    if (standing.owns_group and owns_target) or viewer.has(Role.MODERATOR):
        return YES
    return Verdict(_("Only the author, an owner of both groups or a moderator can move this."))


def may_turn(viewer: Viewer, standing: Standing) -> Verdict:
    """The author of a comment, the group owner and moderators make something else of it."""
    if standing.archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.MODERATOR):
        return YES
    return Verdict(_("Only the author, the group owner or a moderator can turn this into something else."))


def is_room_for_folder(folders: int) -> bool:
    """Whether somebody who has so many folders can make one more."""
    return folders < FOLDERS


def may_attach(count: int) -> Verdict:
    """A text carries so many files and no more."""
    if count > settings.FILE_COUNT:
        return Verdict(_("At most %(most)d files fit with one text.") % {"most": settings.FILE_COUNT})
    return YES
