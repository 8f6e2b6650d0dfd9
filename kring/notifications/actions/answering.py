"""Answers by mail: a comment of who answers, by the same rules as one that is typed in Kring."""

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from kring.discussion.actions.comments import write_comment
from kring.groups.access import viewer_for
from kring.identity.models import Account
from kring.identity.queries import reachable_accounts
from kring.identity.viewer import Viewer
from kring.infra.bounces import note_returned
from kring.infra.incoming import Incoming, behind_bounce_tag
from kring.infra.outbox import Queued, queue
from kring.infra.receipts import once
from kring.infra.verdict import Refused, Unseen
from kring.kit.mail_replies import reply_in
from kring.kit.markup import SOURCE_LIMIT, TooLong
from kring.notifications import links
from kring.notifications.models import Notice
from kring.posts.actions.drafts import save_draft


def receive(*, mail: Incoming, now: datetime) -> str:
    """Do what a mail that came in asks; returns what became of it in one fixed word.

    A mail that could not be delivered counts against its address. What a machine sent by itself is left
    alone. An answer becomes a comment once, or goes back to its writer with the reason.
    """
    returned = behind_bounce_tag(mail.tag)
    if returned is not None:
        return "bounced" if note_returned(mail_id=returned, status=mail.status, now=now) else "ignored"
    answered = links.behind_reply_token(mail.tag)
    if mail.status or mail.is_automatic or answered is None:
        return "ignored"
    notice = Notice.objects.filter(pk=answered, thread__isnull=False).first()
    if notice is None:
        return "ignored"
    account = reachable_accounts([notice.account_id], now).get(notice.account_id)
    if account is None or not account.email:
        return "ignored"
    key = uuid5(NAMESPACE_OID, f"{notice.pk} {mail.number or mail.text}")
    return once(key=key, account_id=account.pk, now=now, act=lambda: _answer(mail, notice, account, key, now))


def _answer(mail: Incoming, notice: Notice, account: Account, key: UUID, now: datetime) -> str:
    assert notice.thread_id is not None
    if mail.sender != account.email:
        return _send_back(key, account.pk, "sender", now)
    text = reply_in(mail.text).strip()
    if not text:
        return _send_back(key, account.pk, "empty", now)
    writer = viewer_for(account)
    try:
        with transaction.atomic():
            write_comment(thread_id=notice.thread_id, source=text, writer=writer, now=now)
    except Unseen:
        return _keep(text, key, writer, "unseen", now)
    except Refused:
        return _keep(text, key, writer, "refused", now)
    except TooLong:
        return _keep(text[:SOURCE_LIMIT], key, writer, "long", now)
    return "placed"


def _keep(text: str, key: UUID, writer: Viewer, why: str, now: datetime) -> str:
    """What could not be placed is a draft of the writer's, who hears why."""
    typed = {"kind": "message", "source": text}
    try:
        save_draft(key=uuid5(key, "draft"), typed=typed, writer=writer, now=now)
    except Refused:  # too many drafts: the writer still has the own mail
        why = "full"
    return _send_back(key, writer.id, why, now)


def _send_back(key: UUID, account_id: UUID, why: str, now: datetime) -> str:
    payload = {"draft": str(uuid5(key, "draft")), "why": why}
    mail = Queued(key=f"answer.{key.hex}", account_id=account_id, payload=payload)
    queue(kind="answer-refused", mails=[mail], now=now)
    return why
