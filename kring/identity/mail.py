"""Letters about signing in, as text and in the house style, in the language of who gets them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _


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


@dataclass(frozen=True)
class Stamp:
    """Which event a letter answers: the same event gives the same message number, so doubles can be seen."""

    occasion: str
    subject_id: UUID
    at: datetime

    @property
    def number(self) -> str:
        """The Message-ID."""
        host = urlsplit(settings.ORIGIN).hostname or "localhost"
        return f"<{self.occasion}.{self.subject_id.hex}.{int(self.at.timestamp() * 1000)}@{host}>"


def post(letter: Letter, *, to: str, stamp: Stamp) -> None:
    """Send a letter; raises when the mail server does not take it, and then the job tries again."""
    subject = " ".join(letter.subject.split())  # a name with a line break would make a header of its own
    message = EmailMultiAlternatives(subject, letter.text, to=[to], headers={"Message-ID": stamp.number})
    context = {
        "letter": letter,
        "organisation": settings.ORGANISATION,
        "language": translation.get_language(),
    }
    message.attach_alternative(render_to_string("identity/mail/letter.jinja", context), "text/html")
    message.send()


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
