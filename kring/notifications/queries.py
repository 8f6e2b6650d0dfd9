"""The notices of one person; what somebody may no longer read shows neither here nor in the count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.discussion.models import ItemState, ThreadFollow
from kring.discussion.queries.reach import named_in
from kring.groups.access import (
    EVERYONE,
    may_read,
    readable_by,
    readable_by_its_own,
    readable_sql,
    visible_people,
)
from kring.groups.models import GroupKind
from kring.identity.models import Account
from kring.identity.queries import reachable_accounts
from kring.identity.viewer import Viewer
from kring.infra.push import Browser
from kring.kit.cursor import Cursor
from kring.kit.markup import to_text
from kring.notifications.models import Choice, Notice, PushDevice, Pushed, Reason, Road, Told
from kring.notifications.rules import reasons_for_thread
from kring.people import cards
from kring.people.cards import PersonCard
from kring.people.models import Department, Profile
from kring.posts.models import Draft

PAGE = 20
NAMED = 3  # people by name in the composer
MOST = 100  # nobody needs to know how much more than this is unread

# Nothing is left of a notice whose only news was taken away.
_LEFT = Q(count__gt=1) | Q(comment__isnull=True) | Q(comment__state=ItemState.PUBLISHED)
# The number of unread notices, as part of a bigger statement: parameters `me` (uuid) and `tokens`.
UNREAD_SQL = f"""
(SELECT count(*) FROM (
    SELECT 1 FROM notifications_notice n
      LEFT JOIN discussion_thread t ON t.id = n.thread_id
      LEFT JOIN discussion_comment c ON c.id = n.comment_id
     WHERE n.account_id = %(me)s AND n.read_at IS NULL
       AND (n.thread_id IS NULL OR (t.state = 'published' AND {readable_sql("t.audience_id")}))
       AND (n.count > 1 OR c.state IS NULL OR c.state = 'published')
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


_FIELDS = (
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
    rows = Notice.objects.filter(_LEFT, there | Q(thread__isnull=True), account=viewer.id)
    if cursor is not None:
        rows = rows.filter(Q(at__lt=cursor.act) | Q(at=cursor.act, id__lt=cursor.id))
    found = [_card(row) for row in rows.order_by("-at", "-id").values(*_FIELDS)[: PAGE + 1]]
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Page(tuple(shown), Cursor(last.at, last.id) if last else None)


def praised_people(viewer: None, receivers: Iterable[UUID], department_id: UUID | None) -> set[UUID]:
    """For whom kudos are: the receivers, and all of a department and its parts when it is for one."""
    if department_id is None:
        return set(receivers)
    inside = Profile.objects.filter(department__in=_parts(department_id), account__is_active=True)
    return {*receivers, *inside.values_list("account", flat=True)}


def _parts(department_id: UUID) -> set[UUID]:
    """A department with all that is below it."""
    found, level = set[UUID](), {department_id}
    while level:
        found |= level
        below = Department.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(below) - found
    return found


@dataclass(frozen=True)
class Hearers:
    """Who gets a notice of a text: the first few names, and how many more."""

    names: tuple[str, ...]
    more: int


def who_hears(
    viewer: Viewer, source: str, audience_id: UUID, receivers: Iterable[UUID], department_id: UUID | None
) -> Hearers:
    """Whom a text of the viewer would be news for, by the same rule that tells them once it is placed.

    The viewer is part of the audience; `receivers` and `department_id` are those of kudos.
    """
    named, _missed = named_in(viewer, source, audience_id)
    told = reasons_for_thread([one.pk for one in named], praised_people(None, receivers, department_id))
    people = may_read([one for one in told if one != viewer.id], audience_id) if told else set()
    rows = Account.objects.filter(visible_people(viewer), pk__in=people).order_by("sort_key")
    names = tuple(rows.values_list("name", flat=True)) if people else ()
    return Hearers(names[:NAMED], len(names[NAMED:]))


@dataclass(frozen=True, kw_only=True)
class MailNews:
    """One notice as it stands when its mail leaves; `lines` is what was written, if a mail may hold it."""

    card: NoticeCard
    account_id: UUID
    email: str
    language: str
    lines: tuple[str, ...]
    shows_title: bool


_TOLD_BEFORE = (Road.MAIL, Road.PUSH, Road.DIGEST)
_MAIL_FIELDS = (
    *_FIELDS,
    "account_id",
    "account__email",
    "account__language",
    "thread__html",
    "thread__audience__tokens",
    "thread__group__kind",
    "thread__group__mail_text",
    "comment__html",
)


def news_to_mail(viewer: None, notice_ids: Iterable[UUID]) -> dict[UUID, MailNews]:
    """Those notices that still are news for who gets the mail, by that person's own rights at this moment.

    Left out: what was read, muted or told over any road meanwhile, and what its reader may not read now.
    """
    told = Told.objects.filter(
        account=OuterRef("account"),
        thread=OuterRef("thread"),
        upto__gte=OuterRef("at"),
        road__in=_TOLD_BEFORE,
    )
    muted = ThreadFollow.objects.filter(account=OuterRef("account"), thread=OuterRef("thread"), muted=True)
    stopped = Choice.objects.filter(
        account=OuterRef("account"), reason=OuterRef("reason"), road=Road.MAIL, on=False
    )
    there = Q(thread__state=ItemState.PUBLISHED) & readable_by_its_own(audience="thread__audience")
    rows = Notice.objects.filter(
        _LEFT,
        there | Q(thread__isnull=True),
        ~Exists(told),
        ~Exists(stopped),
        ~Exists(muted) | Q(reason=Reason.REPORT),
        pk__in=list(notice_ids),
        read_at__isnull=True,
        account__is_active=True,
        account__email__isnull=False,
    )
    return {row["id"]: _mail_news(row) for row in rows.values(*_MAIL_FIELDS)}


def _mail_news(row: dict[str, Any]) -> MailNews:
    card = _card(row)
    is_public = card.thread_id is None or EVERYONE in row["thread__audience__tokens"]
    shows_text = is_public or bool(row["thread__group__mail_text"])
    html = row["comment__html"] if card.comment_id else row["thread__html"]
    return MailNews(
        card=card,
        account_id=row["account_id"],
        email=row["account__email"],
        language=row["account__language"],
        lines=tuple(to_text(html or "").split("\n")) if shows_text else (),
        shows_title=shows_text or row["thread__group__kind"] != GroupKind.HIDDEN,
    )


def kept_answers(viewer: None, keys: Iterable[tuple[UUID, UUID]]) -> dict[UUID, str]:
    """What people wrote that did not become a comment, by the key of the draft; `keys` are (owner, key)."""
    wanted = {key: owner for owner, key in keys}
    rows = Draft.objects.filter(key__in=wanted).values_list("key", "account_id", "typed")
    return {key: str(typed.get("source", "")) for key, owner, typed in rows if wanted[key] == owner}


def told_upto(viewer: None, pairs: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], datetime]:
    """Up to which moment each (account, thread) was told over any road; those never told are left out.

    What was read in Kring stands in the notice's `read_at` and in the reader's own marks, not here.
    """
    wanted = sorted(set(pairs))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.account_id, t.thread_id, max(t.upto) FROM notifications_told t"
            " JOIN unnest(%s::uuid[], %s::uuid[]) AS w (account, thread)"
            " ON t.account_id = w.account AND t.thread_id = w.thread GROUP BY 1, 2",
            [[account for account, _ in wanted], [thread for _, thread in wanted]],
        )
        return {(account, thread): upto for account, thread, upto in cursor.fetchall()}


def unread_count(viewer: Viewer) -> int:
    """How many notices hold news that the viewer may read, counted to a hundred; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {UNREAD_SQL}", {"me": viewer.id, "tokens": list(viewer.tokens)})
        count: int = cursor.fetchone()[0]
    return count


def _card(row: dict[str, Any]) -> NoticeCard:
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


@dataclass(frozen=True)
class DeviceCard:
    """One device of the viewer that is told of notices."""

    id: UUID
    browser: str
    system: str
    at: datetime
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class PushNews:
    """One notice as it stands when it leaves for one device."""

    card: NoticeCard
    account_id: UUID
    language: str
    browser: Browser
    is_public: bool


def push_devices(viewer: Viewer, session_key: str | None) -> list[DeviceCard]:
    """The viewer's devices that are told of notices, newest first."""
    rows = PushDevice.objects.filter(account=viewer.id).order_by("-at", "-id")
    return [DeviceCard(r.pk, r.browser, r.system, r.at, r.session_id == session_key) for r in rows]


def devices_of(viewer: None, accounts: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The devices of each of these people that are told of notices."""
    found: dict[UUID, list[UUID]] = {}
    for device, account in PushDevice.objects.filter(account__in=list(accounts)).values_list("pk", "account"):
        found.setdefault(account, []).append(device)
    return found


def news_to_push(viewer: None, device_id: UUID, notice_id: UUID, now: datetime) -> PushNews | None:
    """The notice, if it still is news for the owner of that device and the device was not told of it.

    Asked at the moment of sending: who is signed in there, what was read, muted, stopped or told over
    another road, and what this person may read.
    """
    there = PushDevice.objects.filter(pk=device_id, session__expire_date__gt=now, account__is_active=True)
    device = there.filter(session__account=F("account")).select_related("account").first()
    if device is None or not reachable_accounts([device.account_id], now):
        return None
    mine = Q(account=device.account_id, thread=OuterRef("thread"))
    told = Told.objects.filter(mine, upto__gte=OuterRef("at"), road__in=(Road.MAIL, Road.DIGEST))
    pushed = Pushed.objects.filter(device=device_id, notice=OuterRef("pk"), upto__gte=OuterRef("at"))
    stopped = Choice.objects.filter(
        account=device.account_id, reason=OuterRef("reason"), road=Road.PUSH, on=False
    )
    muted = ThreadFollow.objects.filter(mine, muted=True)
    readable = Q(thread__state=ItemState.PUBLISHED) & readable_by_its_own(audience="thread__audience")
    rows = Notice.objects.filter(
        _LEFT,
        readable | Q(thread__isnull=True),
        ~Exists(muted) | Q(reason=Reason.REPORT),
        ~Exists(told),
        ~Exists(pushed),
        ~Exists(stopped),
        pk=notice_id,
        account=device.account_id,
        read_at__isnull=True,
    )
    row = rows.values(*_FIELDS, "thread__audience__tokens").first()
    if row is None:
        return None
    card = _card(row)
    return PushNews(
        card=card,
        account_id=device.account_id,
        language=device.account.language,
        browser=Browser(device.endpoint, device.p256dh, device.auth),
        is_public=card.thread_id is None or EVERYONE in row["thread__audience__tokens"],
    )
