"""The notices of one person; what somebody may no longer read shows neither here nor in the count."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.discussion.models import ItemState
from kring.groups.access import readable_by, readable_sql
from kring.identity.viewer import Viewer
from kring.kit.cursor import Cursor
from kring.notifications.models import Choice, Notice, Reason, Road
from kring.people import cards
from kring.people.cards import PersonCard

PAGE = 20
MOST = 100  # nobody needs to know how much more than this is unread

# Nothing is left of a notice whose only news was taken away.
LEFT = Q(count__gt=1) | Q(comment__isnull=True) | Q(comment__state=ItemState.PUBLISHED)
# The number of unread notices, as part of a bigger statement: parameters `me` (uuid) and `tokens`.
UNREAD_SQL = f"""
(SELECT count(*) FROM (
    SELECT 1 FROM notifications_notice n
      LEFT JOIN discussion_thread t ON t.id = n.thread_id
      LEFT JOIN discussion_comment c ON c.id = n.comment_id
     WHERE n.account_id = %(me)s AND n.read_at IS NULL
       AND (n.thread_id IS NULL OR (t.state = 'published' AND {readable_sql("t.audience_id")}))
       AND (n.count > 1 OR c.state IS NULL OR c.state = 'published')
       AND NOT EXISTS (SELECT 1 FROM notifications_choice w
                        WHERE w.account_id = %(me)s AND w.reason = n.reason AND w.road = '{Road.KRING.value}'
                          AND NOT w."on")
     LIMIT {MOST}) unread)
"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class NoticeCard:
    """One line of "For you"; without a thread about a draft.

    `actor` is empty when it doesn't matter who, or when that person is gone.
    """

    id: UUID
    thread_id: UUID | None
    comment_id: UUID | None
    reason: str
    title: str
    actor: PersonCard | None
    count: int
    at: datetime
    is_unread: bool
    is_question: bool
    group_name: str

    @property
    def url(self) -> str:
        """Where the news stands."""
        if self.thread_id is None:
            return reverse("drafts")
        address = reverse("thread", args=[self.thread_id])
        return f"{address}#c-{self.comment_id}" if self.comment_id else address

    @property
    def words(self) -> str:
        """The reason in words."""
        return _SENTENCES[Reason(self.reason)]() % {"name": self.actor.name if self.actor else _("Somebody")}

    @property
    def more(self) -> str:
        """How much news there is, when it is more than one thing."""
        if self.count < 2:
            return ""
        if self.reason == Reason.REPORT:
            return ngettext("%(count)s time", "%(count)s times", self.count) % {"count": self.count}
        return ngettext("%(count)s new comment", "%(count)s new comments", self.count) % {"count": self.count}


_SENTENCES = {
    Reason.MENTION: lambda: _("%(name)s named you"),
    Reason.ACCEPTED: lambda: _("Your answer helped %(name)s"),
    Reason.ANSWER: lambda: _("%(name)s answered your question"),
    Reason.WANTED: lambda: _("%(name)s answered a question that you also wanted to know"),
    Reason.CIRCLE: lambda: _("%(name)s named a group or department of yours"),
    Reason.COMMENT: lambda: _("%(name)s wrote in a conversation that you follow"),
    Reason.REPLY: lambda: _("%(name)s replied to you"),
    Reason.SOLVED: lambda: _("A question that you follow is solved"),
    Reason.PRAISE: lambda: _("%(name)s gave you kudos"),
    Reason.STAGE: lambda: _("%(name)s gave an official reply to an idea"),
    Reason.MERGED: lambda: _("%(name)s put your question together with this one"),
    Reason.REVIEW: lambda: _("Is this answer still right? You look after it."),
    Reason.HELD: lambda: _("A text that you planned was not placed. You see why there."),
    Reason.REPORT: lambda: _("Somebody asks you to look at this"),
}


@dataclass(frozen=True)
class Page:
    """Notices, newest news first, and where the next page begins (None: this was the end)."""

    notices: tuple[NoticeCard, ...]
    after: Cursor | None

    @property
    def has_unread(self) -> bool:
        """Whether this page holds news."""
        return any(notice.is_unread for notice in self.notices)


FIELDS = (
    "id",
    "thread_id",
    "thread__title",
    "thread__excerpt",
    "thread__kind",
    "thread__group__name",
    "comment_id",
    "comment__state",
    "reason",
    "count",
    "at",
    "read_at",
    "actor_id",
    *cards.fields("actor__"),
)


def notices(viewer: Viewer, cursor: Cursor | None = None) -> Page:
    """One page of what asked the viewer's attention, as far as the viewer may read it now; one statement."""
    there = readable_by(viewer, "thread__audience") & Q(thread__state=ItemState.PUBLISHED)
    unwanted = Choice.objects.filter(account=viewer.id, reason=OuterRef("reason"), road=Road.KRING, on=False)
    rows = Notice.objects.filter(LEFT, there | Q(thread__isnull=True), ~Exists(unwanted), account=viewer.id)
    if cursor is not None:
        rows = rows.filter(Q(at__lt=cursor.act) | Q(at=cursor.act, id__lt=cursor.id))
    found = [card_of(row) for row in rows.order_by("-at", "-id").values(*FIELDS)[: PAGE + 1]]
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Page(tuple(shown), Cursor(last.at, last.id) if last else None)


def unread_count(viewer: Viewer) -> int:
    """How many notices hold news that the viewer may read, counted to a hundred; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {UNREAD_SQL}", {"me": viewer.id, "tokens": list(viewer.tokens)})
        count: int = cursor.fetchone()[0]
    return count


def card_of(row: dict[str, Any]) -> NoticeCard:
    """The line of one row with FIELDS."""
    is_there = row["comment__state"] == ItemState.PUBLISHED
    return NoticeCard(
        id=row["id"],
        thread_id=row["thread_id"],
        comment_id=row["comment_id"] if is_there else None,
        reason=row["reason"],
        title=row["thread__title"] or row["thread__excerpt"] or _("Your drafts"),
        actor=cards.card(row, "actor__") if row["actor_id"] else None,
        count=row["count"],
        at=row["at"],
        is_unread=row["read_at"] is None,
        is_question=row["thread__kind"] == "question",
        group_name=row["thread__group__name"] or "",
    )
