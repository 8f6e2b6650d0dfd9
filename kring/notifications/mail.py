"""Notices by mail: said in words when they leave, by the rights of the reader at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kring.identity.queries import reachable_accounts
from kring.infra.outbox import Mailable, Rendered, Row, host, tagged_address
from kring.notifications import links, queries
from kring.notifications.queries import MailNews

LINES, SIGNS = 40, 3000  # so much of a text stands in a mail; the rest in Kring


@dataclass(frozen=True)
class NoticeLetter:
    """What a mail about one notice says, as text and for the template."""

    heading: str
    reason: str
    place: str
    lines: tuple[str, ...]
    more: str
    button: str
    address: str
    answering: str
    stop: str
    settings: str

    @property
    def subject(self) -> str:
        """The same for all mails about a thread, so that mail programs keep them together."""
        return self.heading

    @property
    def text(self) -> str:
        """The whole letter without any style."""
        parts = [
            self.heading,
            f"{self.reason}\n{self.place}".strip(),
            *(f"> {line}" for line in self.lines),
            self.more,
            f"{self.button}:\n{self.address}",
            f"-- \n{self.answering}",
            f"{_('No more mails for this reason')}:\n{self.stop}",
            f"Kring · {settings.ORGANISATION}\n{settings.ORIGIN}",
        ]
        return "\n\n".join(part for part in parts if part) + "\n"


def render_notices(rows: Sequence[Row], now: datetime) -> Rendered:
    """Say those notices that are still news; several mails about one notice become one."""
    by_notice: dict[UUID, Row] = {}
    for row in rows:
        by_notice.setdefault(UUID(row.payload["notice"]), row)
    found = queries.news_to_mail(None, by_notice)
    there = reachable_accounts({news.account_id for news in found.values()}, now)
    said: dict[UUID, Mailable | None] = {}
    for notice_id, news in found.items():
        if news.account_id in there:
            with translation.override(news.language):
                said[by_notice[notice_id].id] = mailable(news)
    return said


@dataclass(frozen=True)
class RefusalLetter:
    """That an answer by mail did not become a comment."""

    subject: str
    why: str
    lines: tuple[str, ...]
    address: str

    @property
    def text(self) -> str:
        """The whole letter without any style."""
        kept = [_("This is what you wrote. It is kept in your drafts."), "\n".join(self.lines)]
        kept.append(f"{_('Open my drafts')}:\n{self.address}")
        sender = f"Kring · {settings.ORGANISATION}\n{settings.ORIGIN}"
        return "\n\n".join([self.subject, self.why, *(kept if self.lines else []), sender]) + "\n"


def render_refusals(rows: Sequence[Row], now: datetime) -> Rendered:
    """Answers by mail that did not become a comment go back to their writer, with the reason."""
    there = reachable_accounts([row.account_id for row in rows if row.account_id], now)
    keys = [(row.account_id, UUID(row.payload["draft"])) for row in rows if row.account_id]
    kept = queries.kept_answers(None, keys)
    said: dict[UUID, Mailable | None] = {}
    for row in rows:
        account = there.get(row.account_id) if row.account_id else None
        if account is not None and account.email:
            with translation.override(account.language):
                text = kept.get(UUID(row.payload["draft"]), "")
                said[row.id] = refusal(row.payload["why"], text, to=account.email)
    return said


def refusal(why: str, text: str, *, to: str) -> Mailable:
    """The letter about one answer; `why` is a word of `actions.receive`."""
    words = {
        "sender": _("It came from another address than the one of your account. Answer from that address."),
        "empty": _("There was no text in your mail above the mail that you answered."),
        "unseen": _("The conversation is not there any more, or you may not read it any more."),
        "refused": _("You cannot write in this conversation any more."),
        "long": _("Your text is too long."),
        "full": _("You cannot write in this conversation any more, and you have too many drafts to keep it."),
    }[why]
    letter = RefusalLetter(
        subject=_("Your answer by mail was not placed"),
        why=words,
        lines=tuple(text.splitlines()),
        address=settings.ORIGIN + reverse("drafts"),
    )
    context = {
        "letter": letter,
        "organisation": settings.ORGANISATION,
        "language": translation.get_language(),
    }
    html = render_to_string("notifications/mail/refused.jinja", context)
    return Mailable(to=to, subject=letter.subject, text=letter.text, html=html)


def mailable(news: MailNews) -> Mailable:
    """One notice as a mail, in the language of this moment."""
    letter = letter_about(news)
    context = {
        "letter": letter,
        "organisation": settings.ORGANISATION,
        "language": translation.get_language(),
    }
    html = render_to_string("notifications/mail/notice.jinja", context)
    return Mailable(
        to=news.email,
        subject=letter.subject,
        text=letter.text,
        html=html,
        headers=headers_of(news, letter),
        note=news,
    )


def letter_about(news: MailNews) -> NoticeLetter:
    """The words of a mail; of a hidden group no name and no title, unless its owners let mails hold text."""
    card = news.card
    title = card.title if news.shows_title else _("News in a hidden group")
    return NoticeLetter(
        heading=" ".join(title.split()),
        reason=card.words,
        place=card.group_name if news.shows_title else "",
        lines=shortened(news.lines),
        more=card.more,
        button=_("Open in Kring"),
        address=settings.ORIGIN + card.url,
        answering=_("Answer this mail and your answer stands in the conversation.")
        if is_answerable(news)
        else _("You cannot answer this mail. Open the conversation in Kring."),
        stop=stop_address(news),
        settings=settings.ORIGIN + reverse("settings"),
    )


def headers_of(news: MailNews, letter: NoticeLetter) -> dict[str, str]:
    """What mail programs and servers read: to keep a thread together, to stop, to answer."""
    headers = {
        "List-Id": f"Kring <notices.{host()}>",
        "List-Unsubscribe": f"<{letter.stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if news.card.thread_id is not None:
        root = f"<thread.{news.card.thread_id.hex}.kring@{host()}>"
        headers |= {"In-Reply-To": root, "References": root}
    if is_answerable(news):
        headers["Reply-To"] = tagged_address(links.reply_token(news.card.id))
    return headers


def is_answerable(news: MailNews) -> bool:
    """Whether an answer to the mail can become a comment."""
    return bool(settings.MAIL_REPLY) and news.card.thread_id is not None


def stop_address(news: MailNews) -> str:
    """Where one stops mails for this reason without signing in."""
    token = links.stop_token(news.account_id, news.card.reason)
    return settings.ORIGIN + reverse("mail-stop", args=[token])


def shortened(lines: Sequence[str]) -> tuple[str, ...]:
    """The beginning of a text, in whole lines where possible."""
    kept: list[str] = []
    left = SIGNS
    for line in lines[:LINES]:
        kept.append(line if len(line) <= left else line[:left].rstrip() + "…")
        left -= len(line)
        if left <= 0:
            break
    if len(kept) < len(lines) and not kept[-1].endswith("…"):
        kept.append("…")
    return tuple(kept)
