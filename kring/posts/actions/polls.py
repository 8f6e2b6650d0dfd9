"""Opening a poll, voting in it, ending it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.discussion.actions.texts import Prepared
from kring.discussion.actions.threads import Draft, raise_version
from kring.discussion.models import Thread
from kring.discussion.queries.standing import standing_of, thread_for
from kring.groups.access import is_archived
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, Unseen, require
from kring.posts import rules
from kring.posts.actions.publishing import open_kind
from kring.posts.events import NamedVoteCast, PollEnded, PollOpened
from kring.posts.models import Ballot, NamedVote, Poll, PollOption
from kring.posts.texts import PollText


def open_poll(
    *, draft: Draft, poll: PollText, writer: Viewer, now: datetime, quiet: bool = False
) -> tuple[Thread, Prepared]:
    """Place a poll with its options; what may be chosen never changes afterwards."""
    if not rules.FEWEST_OPTIONS <= len(set(poll.options)) == len(poll.options) <= rules.MOST_OPTIONS:
        raise Refused(_("A poll has 2 to 10 different options."))
    with transaction.atomic():
        thread, text = open_kind(draft=draft, writer=writer, now=now, quiet=quiet)
        row = Poll.objects.create(
            thread=thread, multiple=poll.multiple, anonymous=poll.anonymous, ends_at=poll.ends_at
        )
        PollOption.objects.bulk_create(
            PollOption(poll=row, place=place, text=option) for place, option in enumerate(poll.options)
        )
        record(PollOpened(thread_id=thread.pk, actor_id=writer.id, at=now, quiet=quiet))
    return thread, text


def vote(*, thread_id: UUID, places: Collection[int], voter: Viewer, now: datetime) -> bool:
    """Choose the options at these places (0 is the first).

    With names a later vote replaces the earlier one. In an anonymous poll the first counts, and this returns
    False for a later one: nothing is left by which it could be taken back.
    """
    with transaction.atomic():
        thread = thread_for(voter, thread_id)
        poll = _locked(thread_id)
        over = rules.is_over(ends_at=poll.ends_at, closed_at=poll.closed_at, now=now)
        require(rules.may_vote(over=over, archived=is_archived(thread.group_id)))
        known = PollOption.objects.filter(poll=poll, place__in=places).count()
        if known != len(places) or not rules.is_choice_complete(known, multiple=poll.multiple):
            raise Refused(_("Choose one of the options of this poll."))
        if not poll.anonymous:
            _vote_by_name(poll, places, voter, now)
        elif not _vote_unnamed(poll, places, voter):
            return False
        raise_version(thread_id=thread_id)
    return True


# All options of the poll are written anew by each vote: a row that alone is new would carry the number of the
# same transaction as the ballot, and so tell what its voter chose.
_COUNT_UNNAMED = """
UPDATE posts_polloption SET votes = votes + (place = ANY(%(places)s))::int WHERE poll_id = %(poll)s
"""
_COUNT_NAMED = """
UPDATE posts_polloption o SET votes = (SELECT count(*) FROM posts_namedvote v WHERE v.option_id = o.id)
 WHERE o.poll_id = %(poll)s
"""


def _vote_unnamed(poll: Poll, places: Collection[int], voter: Viewer) -> bool:
    """Note that somebody voted, and count what was chosen; the two are never in one row, event or line."""
    if Ballot.objects.filter(poll=poll, account=voter.id).exists():
        return False
    Ballot.objects.create(poll=poll, account_id=voter.id)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_UNNAMED, {"places": list(places), "poll": poll.pk})
    Poll.objects.filter(pk=poll.pk).update(voters=F("voters") + 1)
    return True


def _vote_by_name(poll: Poll, places: Collection[int], voter: Viewer, now: datetime) -> None:
    mine = NamedVote.objects.filter(option__poll=poll, account=voter.id)
    mine.delete()
    options = PollOption.objects.filter(poll=poll, place__in=places)
    NamedVote.objects.bulk_create(NamedVote(option=option, account_id=voter.id) for option in options)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_NAMED, {"poll": poll.pk})
    voters = NamedVote.objects.filter(option__poll=poll).values("account").distinct().count()
    Poll.objects.filter(pk=poll.pk).update(voters=voters)
    record(NamedVoteCast(thread_id=poll.pk, actor_id=voter.id, at=now))


def end_poll(*, thread_id: UUID, ender: Viewer, now: datetime) -> None:
    """End a poll before its time; from then on everybody who reads it sees the result."""
    with transaction.atomic():
        thread = thread_for(ender, thread_id)
        poll = _locked(thread_id)
        over = rules.is_over(ends_at=poll.ends_at, closed_at=poll.closed_at, now=now)
        require(rules.may_end_poll(ender, standing_of(ender, thread), over=over))
        Poll.objects.filter(pk=thread_id).update(closed_at=now)
        raise_version(thread_id=thread_id)
        record(PollEnded(thread_id=thread_id, actor_id=ender.id, at=now))


def _locked(thread_id: UUID) -> Poll:
    poll = Poll.objects.select_for_update().filter(pk=thread_id).first()
    if poll is None:
        raise Unseen
    return poll
