"""Mail that follows from events; each may be sent twice after a crash, then with the same number."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from kring.identity import queries
from kring.identity.events import PersonInvited, ResetAsked, SignInChanged
from kring.identity.links import ResetTokens, invitation_secret
from kring.identity.mail import Stamp, change_letter, invitation_letter, post, reset_letter
from kring.identity.rules import INVITATION_LASTS


def send_invitation(event: PersonInvited) -> None:
    """Mail the link of an invitation, unless it was taken back or used meanwhile."""
    invitation = queries.waiting_invitation(event.invitation_id)
    if invitation is None:
        return
    with translation.override(invitation.language):
        letter = invitation_letter(
            first_name=invitation.first_name,
            inviter=invitation.invited_by.name if invitation.invited_by else "",
            path=reverse("invitation", args=[invitation_secret(invitation.pk)]),
            days=INVITATION_LASTS.days,
        )
        post(letter, to=invitation.email, stamp=Stamp("invitation", invitation.pk, event.at))


def send_reset_link(event: ResetAsked) -> None:
    """Mail the link to choose a new password to who may still sign in."""
    if event.account_id is None:
        return
    account = queries.reachable_account(event.account_id, event.at)
    if account is None or account.email is None:
        return
    place = {"uidb36": account.pk.hex, "key": ResetTokens().make_token(account)}
    with translation.override(account.language):
        letter = reset_letter(
            first_name=account.first_name,
            path=reverse("account_reset_password_from_key", kwargs=place),
            hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
        )
        post(letter, to=account.email, stamp=Stamp("reset", account.pk, event.at))


def send_change_notice(event: SignInChanged) -> None:
    """Tell the owner of an account that the ways to sign in changed."""
    account = queries.reachable_account(event.account_id, event.at)
    if account is None or account.email is None:
        return
    with translation.override(account.language):
        letter = change_letter(first_name=account.first_name, what=event.what, path=reverse("security"))
        post(letter, to=account.email, stamp=Stamp(event.what, account.pk, event.at))
