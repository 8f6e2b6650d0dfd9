"""A digest as mail: made of what its reader has not seen and may read at the moment that it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kring.digests import queries
from kring.digests.cards import Block, Contents
from kring.digests.links import stop_token
from kring.identity.queries import reachable_accounts
from kring.infra.outbox import Mailable, Rendered, Row, host


@dataclass(frozen=True)
class DigestLetter:
    """The words of one digest, as text and for the template."""

    greeting: str
    contents: Contents
    stop: str

    @property
    def all_href(self) -> str:
        """Where all of it stands."""
        return settings.ORIGIN + reverse("digest")

    @property
    def settings_href(self) -> str:
        """Where one chooses another rhythm."""
        return settings.ORIGIN + reverse("digest-settings")

    @property
    def end(self) -> str:
        """The last line: there is no more, and no reason to look."""
        return _("That was it.")

    def address(self, block: Block) -> str:
        """The full address of a conversation."""
        return settings.ORIGIN + block.url

    @property
    def text(self) -> str:
        """The whole letter without any style."""
        rest = f"{self.contents.rest}:\n{self.all_href}" if self.contents.rest else ""
        wide = [_("In the whole organisation"), *map(self._lines, self.contents.wide)]
        parts = [
            self.greeting,
            f"{self.contents.subject}.",
            *map(self._lines, self.contents.own),
            *(wide if self.contents.wide else ()),
            rest,
            self.end,
            f"-- \n{_('Change when this comes')}:\n{self.settings_href}",
            f"{_('No more digests')}:\n{self.stop}",
            f"Kring · {settings.ORGANISATION}\n{settings.ORIGIN}",
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _lines(self, block: Block) -> str:
        said = f"{block.by}: {block.last}" if block.last else block.excerpt
        lines = (f"* {block.heading}", block.state, said, self.address(block))
        return "\n".join(line for line in lines if line)


def render_digests(rows: Sequence[Row], now: datetime) -> Rendered:
    """Say those digests that still have news; of several for one person only the newest is said."""
    days = {row.account_id: date.fromisoformat(row.payload["slot"]) for row in rows if row.account_id}
    newest = {
        account: max(date.fromisoformat(row.payload["slot"]) for row in rows if row.account_id == account)
        for account in days
    }
    found = queries.contents(None, queries.windows_of(None, newest))
    there = reachable_accounts(found, now)
    said: dict[UUID, Mailable | None] = {}
    for row in rows:
        account = there.get(row.account_id) if row.account_id else None
        if account is not None and row.payload["slot"] == newest[account.pk].isoformat():
            with translation.override(account.language):
                said[row.id] = mailable(account, found[account.pk])
    return said


class Reader(Protocol):
    """Whom it is for."""

    pk: UUID
    email: str | None
    first_name: str


def mailable(reader: Reader, contents: Contents) -> Mailable:
    """One digest, in the language of this moment."""
    hello = _("Hello %(name)s,") % {"name": reader.first_name} if reader.first_name else _("Hello,")
    stop = settings.ORIGIN + reverse("digest-stop", args=[stop_token(reader.pk)])
    letter = DigestLetter(hello, contents, stop)
    context = {
        "letter": letter,
        "contents": contents,
        "organisation": settings.ORGANISATION,
        "language": translation.get_language(),
    }
    return Mailable(
        to=reader.email or "",
        subject=contents.subject,
        text=letter.text,
        html=render_to_string("digests/mail/digest.jinja", context),
        headers={
            "List-Id": f"Kring <digests.{host()}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
        note=tuple(block.thread_id for block in contents.blocks),
    )
