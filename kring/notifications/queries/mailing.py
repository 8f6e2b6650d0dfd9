"""Notices as they stand when their mail leaves, and what people were told over any road."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.groups.access import EVERYONE
from kring.groups.models import GroupKind
from kring.kit.markup import to_text
from kring.notifications.models import Notice, Road
from kring.notifications.queries.leaving import still_news
from kring.notifications.queries.listing import FIELDS, NoticeCard, card_of
from kring.posts.models import Draft


@dataclass(frozen=True, kw_only=True)
class MailNews:
    """One notice as it stands when its mail leaves; `lines` is what was written, if a mail may hold it."""

    card: NoticeCard
    account_id: UUID
    email: str
    language: str
    lines: tuple[str, ...]
    shows_title: bool


_FIELDS = (
    *FIELDS,
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
    rows = Notice.objects.filter(
        still_news(Road.MAIL, told=(Road.MAIL, Road.PUSH, Road.DIGEST)),
        pk__in=list(notice_ids),
        account__is_active=True,
        account__email__isnull=False,
    )
    return {row["id"]: _mail_news(row) for row in rows.values(*_FIELDS)}


def _mail_news(row: dict[str, Any]) -> MailNews:
    card = card_of(row)
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
