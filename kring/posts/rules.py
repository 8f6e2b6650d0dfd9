"""Who may publish what where."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kring.discussion.rules import Standing, may_write_here
from kring.identity.models import Role
from kring.identity.viewer import Viewer
from kring.infra.verdict import YES, Verdict
from kring.posts.models import Kind

TITLE_LENGTH = 200
OPTION_LENGTH = 120
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
FEW_VOTES = 5  # with fewer, an anonymous result tells who chose what
MOST_RECEIVERS = 10
MOST_DRAFTS = 100
DRAFT_LENGTH = 60_000  # characters, all fields together
LONGEST_WAIT = timedelta(days=366)
LONGEST_TO_READ = timedelta(days=90)
RELEASED_UNCOUNTED = timedelta(minutes=10)  # taken back so soon, it was a slip
MONTHS_AT_FIRST = 12  # until a chosen answer is looked at again


def may_show(pictures: int) -> Verdict:
    """A showcase shows something."""
    if pictures:
        return YES
    return Verdict(_("Add at least one picture of what you made."))


def may_publish(*, archived: bool) -> Verdict:
    """An archived group takes nothing new; the audience itself was fetched through the writer."""
    if archived:
        return Verdict(_("This group is archived. You can read everything, but not add anything."))
    return YES


def may_reply_to_idea(viewer: Viewer, standing: Standing) -> Verdict:
    """The group owner, the community team and administrators bring an idea to its next stage."""
    if standing.archived:
        return may_publish(archived=True)
    if standing.owns_group or viewer.has(Role.COMMUNITY_MANAGER) or viewer.is_administrator:
        return YES
    return Verdict(
        _("Only the group owner, the community team and administrators give an official reply to an idea.")
    )


def may_reopen(viewer: Viewer, standing: Standing) -> Verdict:
    """Who asked a question, the owner of its group and the community team, where answers can be written."""
    place = may_write_here(standing)
    if not place:
        return place
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.COMMUNITY_MANAGER):
        return YES
    return Verdict(_("Only the asker, the group owner or the community team can reopen a question."))


def may_share(*, same: bool, archived: bool) -> Verdict:
    """A conversation is pointed out to a living group in which it does not stand already."""
    if same:
        return Verdict(_("This conversation already stands there."))
    return may_publish(archived=archived)


def may_end_sharing(viewer: Viewer, sharer_id: UUID, *, owns_group: bool) -> Verdict:
    """Who pointed it out, the owner of that group and moderators."""
    if viewer.id == sharer_id or owns_group or viewer.has(Role.MODERATOR):
        return YES
    return Verdict(_("Only who shared this, the group owner or a moderator can take it away here."))


def may_review(viewer: Viewer, standing: Standing, owner_id: UUID | None) -> Verdict:
    """Who sees to a chosen answer, the asker, the owner of the group and the community team keep it right."""
    if standing.archived:
        return may_publish(archived=True)
    if viewer.id in {owner_id, standing.author_id} or standing.owns_group:
        return YES
    if viewer.has(Role.COMMUNITY_MANAGER):
        return YES
    return Verdict(
        _("Only who looks after the answer, the asker, the group owner or the community team can do this.")
    )


def may_require_reading(viewer: Viewer, standing: Standing, *, kind: str, in_group: bool) -> Verdict:
    """Of one's own message: a group's owner there, the community team and administrators for everyone."""
    if standing.archived:
        return may_publish(archived=True)
    if kind != Kind.MESSAGE:
        return Verdict(_("Only a message can be marked as must-read."))
    if viewer.id != standing.author_id:
        return Verdict(_("Only the author can mark this as must-read."))
    if standing.owns_group if in_group else viewer.has(Role.COMMUNITY_MANAGER) or viewer.is_administrator:
        return YES
    return Verdict(
        _("In a group its owner marks a message as must-read, for everyone the community team does.")
    )


def may_read_until(day: date, *, today: date) -> Verdict:
    """What must be read ends, on a day that is not over and within 90 days."""
    if day < today:
        return Verdict(_("This day is over. Choose a later one."))
    if day > today + LONGEST_TO_READ:
        return Verdict(_("Choose a day within 90 days."))
    return YES


def may_acknowledge(*, running: bool, concerned: bool) -> Verdict:
    """Whom it concerns says that it is read, as long as that is asked."""
    if not running:
        return Verdict(_("You no longer need to read this."))
    if not concerned:
        return Verdict(_("This is not asked of you."))
    return YES


def may_merge(viewer: Viewer, standing: Standing) -> Verdict:
    """Who asked a question, the owner of its group and the community team put it together with another."""
    if standing.archived:
        return may_publish(archived=True)
    if viewer.id == standing.author_id or standing.owns_group or viewer.has(Role.COMMUNITY_MANAGER):
        return YES
    return Verdict(_("Only the asker, the group owner or the community team can merge a question."))


def may_merge_into(*, same: bool, question: bool, archived: bool, added: int) -> Verdict:
    """Into another question that is alive, and that `added` people read who do not read this one: none."""
    if same:
        return Verdict(_("That is this question itself. Choose another one."))
    if not question:
        return Verdict(_("That is not a question. Choose a question."))
    if archived:
        return may_publish(archived=True)
    if added:
        return Verdict(_("People read that question who may not read this one. Choose another one."))
    return YES


def is_over(*, ends_at: datetime | None, closed_at: datetime | None, now: datetime) -> bool:
    """Whether a poll takes no more votes."""
    return closed_at is not None or (ends_at is not None and ends_at <= now)


def may_vote(*, over: bool, archived: bool) -> Verdict:
    """Everybody who reads a poll votes, until its end."""
    if over:
        return Verdict(_("This poll has ended. You can still see the result."))
    return may_publish(archived=archived)


def may_end_poll(viewer: Viewer, standing: Standing, *, over: bool) -> Verdict:
    """Only who opened a poll ends it before its time."""
    if viewer.id != standing.author_id:
        return Verdict(_("Only the author can end this poll."))
    return may_vote(over=over, archived=standing.archived)


def is_choice_complete(chosen: int, *, multiple: bool) -> bool:
    """One thing is chosen, or with `multiple` at least one."""
    return chosen >= 1 if multiple else chosen == 1


def is_result_shown(*, over: bool, voted: bool, anonymous: bool, voters: int) -> bool:
    """After voting or after the end; a few anonymous votes would be guessed, so they wait for the end."""
    if over:
        return True
    return voted and not (anonymous and voters < FEW_VOTES)


def may_give_praise(*, giver_stopped: bool, receiver_stopped: bool, to_oneself: bool) -> Verdict:
    """To others, where kudos are not switched off for one's part of the organisation."""
    if giver_stopped:
        return Verdict(_("Kudos are switched off for your part of the organisation."))
    if receiver_stopped:
        return Verdict(_("Kudos are switched off for the part of the organisation where this person works."))
    if to_oneself:
        return Verdict(_("Kudos are for somebody else. Choose a colleague."))
    return YES


def may_give_more(*, given: int, most: int) -> Verdict:
    """So many kudos a month, so that they keep their worth."""
    if given < most:
        return YES
    text = _(
        "You have given %(most)d kudos this month. Next month you can give more. Your text is still here."
    )
    return Verdict(text % {"most": most})


def may_arrange_praise(viewer: Viewer) -> Verdict:
    """Administrators say what the organisation stands for, and where kudos are switched off."""
    if viewer.is_administrator:
        return YES
    return Verdict(_("Only administrators arrange kudos."))


def may_keep_draft(*, others: int, length: int) -> Verdict:
    """So many drafts beside this one, and no book of `length` characters."""
    if others >= MOST_DRAFTS:
        return Verdict(_("You have 100 drafts. Throw away one that you no longer need."))
    if length > DRAFT_LENGTH:
        return Verdict(_("This text is too long to keep as a draft. Make it shorter."))
    return YES


def may_wait_until(moment: datetime, *, now: datetime) -> Verdict:
    """A text waits for a moment that is still to come, a year ahead at most."""
    if moment <= now:
        return Verdict(_("This moment is over. Choose a later one."))
    if moment > now + LONGEST_WAIT:
        return Verdict(_("Choose a moment within a year."))
    return YES
