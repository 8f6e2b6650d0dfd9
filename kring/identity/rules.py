"""Who may sign in, and who may manage the accounts of others."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kring.identity.models import Account, AccountKind, Invitation, Role
from kring.identity.viewer import Viewer
from kring.infra.verdict import YES, Verdict

INVITATION_LASTS = timedelta(days=14)
API_KEYS = 20  # of one person
API_KEY_DAYS = (30, 90, 365)


@dataclass(frozen=True)
class Standing:
    """What the rules need to know of an account somebody wants to change."""

    id: UUID
    kind: str
    is_active: bool
    is_last_administrator: bool


def may_sign_in(account: Account, today: date) -> Verdict:
    """Only active accounts, and guests up to and including their last day."""
    if not account.is_active:
        return Verdict(_("This account is closed. If that is not right, ask the service desk."))
    if account.until is not None and account.until < today:
        return Verdict(
            _("Your time as a guest is over. Ask the colleague who invited you whether it can be longer.")
        )
    return YES


def may_administer(viewer: Viewer) -> Verdict:
    """Accounts are managed by functional and technical administrators."""
    if viewer.is_administrator:
        return YES
    return Verdict(_("Only administrators manage accounts."))


def may_see_figures(viewer: Viewer) -> Verdict:
    """Those who work with figures of the whole organisation."""
    if viewer.has(Role.ANALYST, Role.COMMUNITY_MANAGER) or viewer.is_administrator:
        return YES
    return Verdict(_("Only analysts, the community team and administrators see these figures."))


def may_change_roles(viewer: Viewer, account: Standing) -> Verdict:
    """Roles are given by functional administrators, to colleagues who are here."""
    if not viewer.has(Role.FUNCTIONAL_ADMIN):
        return Verdict(_("Only functional administrators give and take roles."))
    return may_have_roles(account)


def may_have_roles(account: Standing) -> Verdict:
    """A guest or somebody who left has no role."""
    if account.kind == AccountKind.GUEST:
        return Verdict(_("A guest cannot have a role."))
    if not account.is_active:
        return Verdict(_("This account is closed. Open it again before you give a role."))
    return YES


def may_withdraw_role(account: Standing, role: str) -> Verdict:
    """There is always somebody left who can give roles."""
    if role == Role.FUNCTIONAL_ADMIN and account.is_last_administrator:
        return Verdict(_("This is the last functional administrator. Give the role to somebody else first."))
    return YES


def may_deactivate(viewer: Viewer | None, account: Standing) -> Verdict:
    """Nobody closes the own account, and the last functional administrator stays."""
    if viewer is not None and viewer.id == account.id:
        return Verdict(_("You cannot close your own account. Ask another administrator."))
    return may_withdraw_role(account, Role.FUNCTIONAL_ADMIN)


def may_accept(invitation: Invitation, now: datetime) -> Verdict:
    """An invitation works once, until its last moment."""
    if invitation.accepted_at is not None:
        return Verdict(_("This invitation was used before. You can sign in with the account you made."))
    if invitation.expires_at <= now:
        return Verdict(_("This invitation is too old. Ask the person who invited you for a new one."))
    return YES


def is_language(language: str, known: tuple[str, ...]) -> bool:
    """True for a language the pages exist in."""
    return language in known


def is_mode(mode: str) -> bool:
    """True for light, dark, or empty: what the device says."""
    return mode in {"", "light", "dark"}


def may_make_api_key(*, keys: int) -> Verdict:
    """Everybody makes API keys, so many and no more."""
    if keys < API_KEYS:
        return YES
    return Verdict(_("You have twenty API keys. First end one that you no longer use."))
