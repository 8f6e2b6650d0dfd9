"""Letters about signing in, as text and in the house style, in the language of who gets them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kring.identity import queries
from kring.identity.links import ResetTokens, invitation_secret
from kring.identity.models import Account
from kring.identity.rules import INVITATION_LASTS
from kring.infra.outbox import Mailable, Rendered, Row


@dataclass(frozen=True)
class Letter:
    """What a letter says: `button` is its one act, as words and an address on this site."""

    subject: str
    greeting: str
    before: tuple[str, ...]
    button: tuple[str, str] | None = None
    after: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The full address behind the button."""
        return f"{settings.ORIGIN}{self.button[1]}" if self.button else ""

    @property
    def text(self) -> str:
        """The same letter without any style."""
        act = [f"{self.button[0]}:\n{self.address}"] if self.button else []
        sender = f"Kring · {settings.ORGANISATION}\n{settings.ORIGIN}"
        return "\n\n".join([self.greeting, *self.before, *act, *self.after, sender]) + "\n"


def render_invitations(rows: Sequence[Row], now: datetime) -> Rendered:
    """The links of invitations, but for those that were taken back or used meanwhile."""
    found = queries.waiting_invitations([UUID(row.payload["invitation"]) for row in rows])
    said: dict[UUID, Mailable | None] = {}
    for row in rows:
        invitation = found.get(UUID(row.payload["invitation"]))
        if invitation is None:
            continue
        with translation.override(invitation.language):
            letter = invitation_letter(
                first_name=invitation.first_name,
                inviter=invitation.invited_by.name if invitation.invited_by else "",
                path=reverse("invitation", args=[invitation_secret(invitation.pk)]),
                days=INVITATION_LASTS.days,
            )
            said[row.id] = mailable(letter, to=invitation.email)
    return said


def render_resets(rows: Sequence[Row], now: datetime) -> Rendered:
    """The links to choose a new password, for who may still sign in."""

    def letter(row: Row, account: Account) -> Letter:
        place = {"uidb36": account.pk.hex, "key": ResetTokens().make_token(account)}
        return reset_letter(
            first_name=account.first_name,
            path=reverse("account_reset_password_from_key", kwargs=place),
            hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
        )

    return _to_accounts(rows, now, letter)


def render_change_notices(rows: Sequence[Row], now: datetime) -> Rendered:
    """That the ways to sign in changed."""

    def letter(row: Row, account: Account) -> Letter:
        what = row.payload["what"]
        return change_letter(first_name=account.first_name, what=what, path=reverse("security"))

    return _to_accounts(rows, now, letter)


def _to_accounts(rows: Sequence[Row], now: datetime, letter: Callable[[Row, Account], Letter]) -> Rendered:
    accounts = queries.reachable_accounts([row.account_id for row in rows if row.account_id], now)
    said: dict[UUID, Mailable | None] = {}
    for row in rows:
        account = accounts.get(row.account_id) if row.account_id else None
        if account is not None and account.email is not None:
            with translation.override(account.language):
                said[row.id] = mailable(letter(row, account), to=account.email)
    return said


def mailable(letter: Letter, *, to: str) -> Mailable:
    """A letter as the outbox sends it, in the language of this moment."""
    context = {
        "letter": letter,
        "organisation": settings.ORGANISATION,
        "language": translation.get_language(),
    }
    html = render_to_string("identity/mail/letter.jinja", context)
    return Mailable(to=to, subject=letter.subject, text=letter.text, html=html)


def invitation_letter(*, first_name: str, inviter: str, path: str, days: int) -> Letter:
    """Somebody is invited."""
    who = inviter or settings.ORGANISATION
    return Letter(
        subject=_("%(who)s invites you to Kring") % {"who": who},
        greeting=_greeting(first_name),
        before=(
            _("%(who)s invites you to Kring, where people of %(organisation)s ask, answer and share.")
            % {"who": who, "organisation": settings.ORGANISATION},
        ),
        button=(_("Make your account"), path),
        after=(
            _("The link works once, for %(days)d days. Keep it to yourself.") % {"days": days},
            _("Do you not know why you get this? Then throw it away. Nothing happens."),
        ),
    )


def reset_letter(*, first_name: str, path: str, hours: int) -> Letter:
    """Somebody forgot a password."""
    return Letter(
        subject=_("Choose a new password for Kring"),
        greeting=_greeting(first_name),
        before=(_("You asked for a new password for Kring."),),
        button=(_("Choose a new password"), path),
        after=(
            _("The link works once, for %(hours)d hours.") % {"hours": hours},
            _("Did you not ask for this? Then throw this mail away. Your password stays what it was."),
        ),
    )


def change_letter(*, first_name: str, what: str, path: str) -> Letter:
    """A means to sign in changed; `what` is one of the words of the event."""
    said = {
        "password_changed": _("Your password for Kring was changed."),
        "codes_added": _("An app with codes was added to your account."),
        "codes_removed": _("The app with codes was removed from your account."),
        "passkey_added": _("A passkey was added to your account."),
        "passkey_removed": _("A passkey was removed from your account."),
        "spare_codes_made": _("New spare codes were made for your account."),
        "api_key_made": _("An API key was made for your account. A program can use Kring with it."),
        "api_key_ended": _("An API key of your account was ended. It does not work any more."),
    }[what]
    return Letter(
        subject=_("Your sign-in for Kring has changed"),
        greeting=_greeting(first_name),
        before=(said, _("Was this you? Then you need to do nothing.")),
        button=(_("Look at my sign-in"), path),
        after=(_("Was it not you? Choose a new password now and call the service desk."),),
    )


def _greeting(first_name: str) -> str:
    return _("Hello %(name)s,") % {"name": first_name} if first_name else _("Hello,")
