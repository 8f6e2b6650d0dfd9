"""Telling people, and marking what they have read."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from kring.discussion.models import AcceptedAnswer, Comment, CommentKind, ItemState, Mention, Report, Thread
from kring.discussion.models import ThreadFollow as Follow
from kring.discussion.queries.circles import circled_people
from kring.groups.access import may_read
from kring.groups.models import GroupMute, Membership
from kring.identity.models import Account, Role, RoleGrant
from kring.identity.viewer import Viewer
from kring.infra.live_signals import signal_news
from kring.infra.live_tickets import private_stream
from kring.kit.ids import new_id
from kring.notifications import rules
from kring.notifications.actions.mailing import queue_mail
from kring.notifications.actions.pushing import queue_push
from kring.notifications.models import Notice, Reason
from kring.notifications.queries import praised_people
from kring.posts.models import AlsoWanted, AnswerReview, Praise, PraiseReceiver

REMEMBERED = 30  # so many pieces of news are recognised when they come a second time

# One row per person per thread. A piece of news counts once however often it is delivered, and what
# came before the reader last looked is not news any more.
_TELL = f"""
INSERT INTO notifications_notice AS n
       (id, account_id, thread_id, reason, actor_id, comment_id, count, events, at, read_at)
SELECT told.id, told.account, %(thread)s, told.reason, %(actor)s, %(comment)s, 1, ARRAY[%(event)s::uuid],
       %(at)s, NULL
  FROM unnest(%(ids)s::uuid[], %(accounts)s::uuid[], %(reasons)s::varchar[]) AS told (id, account, reason)
 ORDER BY told.account
ON CONFLICT (account_id, thread_id) DO UPDATE SET
       count = CASE WHEN n.read_at IS NOT NULL THEN 1
                    WHEN excluded.reason = '{Reason.SOLVED.value}' THEN n.count ELSE n.count + 1 END,
       reason = CASE WHEN n.read_at IS NULL
                      AND array_position(%(strength)s::varchar[], n.reason)
                        < array_position(%(strength)s::varchar[], excluded.reason)
                     THEN n.reason ELSE excluded.reason END,
       actor_id = CASE WHEN n.at > excluded.at THEN n.actor_id ELSE excluded.actor_id END,
       comment_id = CASE WHEN n.at > excluded.at THEN n.comment_id ELSE excluded.comment_id END,
       events = (excluded.events || n.events)[:{REMEMBERED}],
       at = greatest(n.at, excluded.at),
       read_at = NULL
 WHERE NOT n.events @> excluded.events AND (n.read_at IS NULL OR n.read_at <= excluded.at)
RETURNING n.id, n.account_id
"""  # noqa: S608 - made of constants only


@dataclass(frozen=True, kw_only=True)
class News:
    """One thing that happened in a thread. `event_id` is the same each time the news is delivered.

    `actor_id` is who did it, and is never told; with `shows_actor` off nobody learns who it was.
    """

    event_id: UUID
    thread_id: UUID
    actor_id: UUID
    at: datetime
    comment_id: UUID | None = None
    shows_actor: bool = True


def tell_of_thread(*, news: News) -> None:
    """Tell who is named in a new thread."""
    thread = _published(news.thread_id)
    if thread is not None:
        circled = circled_people(None, news.thread_id, None)
        _tell(news, thread, rules.reasons_for_thread(_mentioned(news.thread_id, None), (), circled))


def tell_of_praise(*, news: News) -> None:
    """Tell those for whom kudos are, all of a department with what is below it, and who is named."""
    thread = _published(news.thread_id)
    praise = Praise.objects.filter(pk=news.thread_id).first()
    if thread is None or praise is None:
        return
    receivers = PraiseReceiver.objects.filter(praise=praise).values_list("account", flat=True)
    praised = praised_people(None, receivers, praise.department_id)
    circled = circled_people(None, news.thread_id, None)
    _tell(news, thread, rules.reasons_for_thread(_mentioned(news.thread_id, None), praised, circled))


def tell_of_reply(*, news: News) -> None:
    """Tell who placed an idea, and who follows it, that there is an official reply."""
    thread = _published(news.thread_id)
    if thread is not None:
        _tell(news, thread, dict.fromkeys({thread.author_id, *_followers(news)}, Reason.STAGE))


def tell_of_merger(*, news: News, merged_id: UUID) -> None:
    """Tell who asked the question that went into this one."""
    thread = _published(news.thread_id)
    asker = Thread.objects.filter(pk=merged_id).values_list("author", flat=True).first()
    if thread is not None and asker is not None:
        _tell(news, thread, {asker: Reason.MERGED})


def tell_of_comment(*, news: News) -> None:
    """Tell whom a new comment or answer is news for."""
    thread = _published(news.thread_id)
    comments = Comment.objects.filter(thread=news.thread_id, state=ItemState.PUBLISHED)
    comment = comments.filter(pk__in=[news.comment_id]).select_related("parent").first()
    if thread is None or comment is None:
        return
    wanted = AlsoWanted.objects.filter(question=thread.pk, at__lte=news.at).values_list("account", flat=True)
    circle = rules.Circle(
        author_id=thread.author_id,
        is_answer=comment.kind == CommentKind.ANSWER,
        parent_author_id=comment.parent.author_id if comment.parent else None,
        mentioned=_mentioned(thread.pk, comment.pk),
        circled=frozenset(circled_people(None, thread.pk, comment.pk)),
        wanted=frozenset(wanted),
        followers=_followers(news),
    )
    _tell(news, thread, rules.reasons_for_comment(circle))


def tell_of_acceptance(*, news: News) -> None:
    """Tell who gave the answer that it helped, and who follows the question that it is solved.

    Tells nobody when another answer was chosen in the meantime.
    """
    thread = _published(news.thread_id)
    chosen = AcceptedAnswer.objects.filter(thread=news.thread_id, comment=news.comment_id)
    answer_author = chosen.values_list("comment__author", flat=True).first()
    if thread is not None and answer_author is not None:
        _tell(news, thread, rules.reasons_for_acceptance(answer_author, _followers(news)))


def tell_of_due_answer(*, news: News) -> None:
    """Ask who sees to the chosen answer whether it still holds; the asker, where that one cannot read it."""
    thread = _published(news.thread_id)
    review = AnswerReview.objects.filter(pk=news.thread_id, due_on__lte=news.at.date()).first()
    if thread is None or review is None:
        return
    first = [person for person in (review.owner_id, thread.author_id) if person]
    readers = may_read(first, thread.audience_id)
    told = dict.fromkeys([person for person in first if person in readers][:1], Reason.REVIEW)
    _tell(replace(news, actor_id=thread.pk), thread, told)  # nobody did this, so nobody is left out


def tell_of_report(*, news: News, report_id: UUID) -> None:
    """Ask the owners of the group, and the moderators who may read it, to look; never says who asked."""
    thread = _published(news.thread_id)
    report = Report.objects.filter(pk=report_id, settled_at__isnull=True).first()
    if thread is None or report is None:
        return
    owners = Membership.objects.filter(group=thread.group_id, is_owner=True).values_list("account", flat=True)
    moderators = RoleGrant.objects.filter(role=Role.MODERATOR).values_list("account", flat=True)
    _tell(news, thread, dict.fromkeys({*owners, *moderators}, Reason.REPORT))


def tell_of_held_draft(*, person_id: UUID, event_id: UUID, now: datetime) -> None:
    """Tell a writer that a text was not placed at its moment; why stands beside the draft."""
    with transaction.atomic():
        # The same news may come twice, also to two workers.
        Account.objects.select_for_update().get(pk=person_id)
        own = Notice.objects.filter(account=person_id, thread__isnull=True)
        if not own.filter(events__contains=[event_id]).exists():
            notice = Notice.objects.create(
                account_id=person_id, reason=Reason.HELD, events=[event_id], at=now
            )
            queue_mail({notice.pk: (person_id, Reason.HELD)}, event_id, now)
            queue_push({notice.pk: (person_id, Reason.HELD)}, now)


def note_opened(*, viewer: Viewer, thread_id: UUID, now: datetime) -> None:
    """Opening a thread reads the notice about it; one statement when there is none."""
    _read(viewer, Q(thread=thread_id), read_at=now)


def mark_read(*, viewer: Viewer, notice_id: UUID) -> None:
    """Read one notice; somebody else's, or one read before, stays as it is.

    It is read up to its own moment and not up to now: news that is still on its way was not in the list.
    """
    _read(viewer, Q(pk=notice_id), read_at=F("at"))


def mark_all_read(*, viewer: Viewer, until: datetime) -> None:
    """Read every notice up to the newest one in the list that the reader saw."""
    _read(viewer, Q(at__lte=until), read_at=F("at"))


def _read(viewer: Viewer, which: Q, **upto: Any) -> None:
    """Mark these as read, and let the reader's other tabs and devices look again."""
    if Notice.objects.filter(which, account=viewer.id, read_at__isnull=True).update(**upto):
        signal_news(streams=[private_stream(viewer.id)])


def _published(thread_id: UUID) -> Thread | None:
    return (
        Thread.objects.filter(pk=thread_id, state=ItemState.PUBLISHED)
        .only("pk", "author", "audience", "group")
        .first()
    )


def _mentioned(thread_id: UUID, comment_id: UUID | None) -> frozenset[UUID]:
    place = Q(comment=comment_id) if comment_id else Q(comment__isnull=True)
    rows = Mention.objects.filter(place, thread=thread_id)
    return frozenset(rows.values_list("account", flat=True))


def _followers(news: News) -> frozenset[UUID]:
    # Who began to follow later saw this on the page that made him follow.
    rows = Follow.objects.filter(thread=news.thread_id, muted=False, at__lte=news.at)
    return frozenset(rows.values_list("account", flat=True))


def _deaf(news: News, thread: Thread) -> set[UUID]:
    """Who muted the group of the thread and does not follow the thread itself."""
    if thread.group_id is None:
        return set()
    deaf = GroupMute.objects.filter(group=thread.group_id).exclude(until__lte=news.at)
    people = set(deaf.values_list("account", flat=True))
    return people - _followers(news) if people else people


@transaction.atomic
def _tell(news: News, thread: Thread, told: dict[UUID, Reason]) -> None:
    """Raise one notice for each of `told` who may read the thread at this moment and has not muted it."""
    muted = set(Follow.objects.filter(thread=thread.pk, muted=True).values_list("account", flat=True))
    deaf = _deaf(news, thread)
    wants = {
        person: reason
        for person, reason in told.items()
        if person != news.actor_id
        and (person not in muted or reason == Reason.REPORT)
        and (person not in deaf or reason in rules.ADDRESSED)
    }
    people = sorted(may_read(list(wants), thread.audience_id)) if wants else []
    if not people:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL,
            {
                "ids": [new_id(news.at) for _ in people],
                "accounts": people,
                "reasons": [wants[person].value for person in people],
                "strength": list(rules.STRENGTH),
                "thread": thread.pk,
                "actor": news.actor_id if news.shows_actor else None,
                "comment": news.comment_id,
                "event": news.event_id,
                "at": news.at,
            },
        )
        raised = {account: notice for notice, account in cursor.fetchall()}
    reached = {raised[person]: (person, wants[person]) for person in raised}
    queue_mail(reached, news.event_id, news.at)
    queue_push(reached, news.at)
