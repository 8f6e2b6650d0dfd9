"""Reading accounts: for signing in, for administrators, and for one's own sign-in settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q

from kring.identity import rules
from kring.identity.links import fingerprint
from kring.identity.models import Account, ApiKey, Invitation, Role, RoleGrant, Scope, Session
from kring.identity.viewer import Viewer
from kring.infra import bounces
from kring.infra.verdict import Unseen, require
from kring.kit.names import fold

PAGE = 50


@dataclass(frozen=True)
class AccountRow:
    """One line of the list of accounts."""

    id: UUID
    name: str
    email: str
    kind: str
    is_active: bool
    until: date | None
    roles: int


@dataclass(frozen=True)
class AccountList:
    """One page of accounts; `after` starts the next page, None on the last."""

    rows: tuple[AccountRow, ...]
    after: UUID | None
    total: int


@dataclass(frozen=True)
class RoleLine:
    """A role and whether the account has it."""

    role: str
    label: str
    held: bool


@dataclass(frozen=True)
class AccountPage:
    """Everything an administrator sees of one account."""

    id: UUID
    name: str
    email: str
    handle: str
    kind: str
    language: str
    is_active: bool
    joined_at: datetime
    left_at: datetime | None
    until: date | None
    roles: tuple[RoleLine, ...]
    api_keys: int = 0
    mail_stopped: bool = False


@dataclass(frozen=True)
class KeyLine:
    """One of the viewer's own API keys; `scopes` in words."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    used_on: date | None


@dataclass(frozen=True)
class KeyInUse:
    """What a call needs to know of the API key that it came with."""

    id: UUID
    account_id: UUID
    scopes: frozenset[str]
    used_on: date | None


@dataclass(frozen=True)
class InvitationRow:
    """An invitation that was not used yet."""

    id: UUID
    name: str
    email: str
    kind: str
    expires_at: datetime
    by: str


@dataclass(frozen=True)
class Passkey:
    """A passkey of the viewer, by the name the viewer gave it."""

    id: int
    name: str
    made_at: datetime


@dataclass(frozen=True)
class SignInMeans:
    """How the viewer can sign in, and on how many other devices that happened."""

    passkeys: tuple[Passkey, ...]
    has_codes: bool
    spare_codes: int
    elsewhere: int


def account_with_address(email: str) -> Account | None:
    """The account behind an e-mail address, whatever its capitals; not for showing."""
    return Account.objects.filter(email=email.lower()).first()  # stored in small letters


def invitation_behind(secret: str, *, lock: bool = False) -> Invitation:
    """The invitation a link stands for, used or not; raises Unseen for any other text."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects
    invitation = rows.filter(secret_hash=fingerprint(secret)).first()
    if invitation is None:
        raise Unseen
    return invitation


def waiting_invitations(ids: Iterable[UUID]) -> dict[UUID, Invitation]:
    """Those invitations that were not used and not taken back, with who sent them; for the mail."""
    waiting = Invitation.objects.filter(accepted_at=None).select_related("invited_by")
    return waiting.in_bulk(list(ids))


def reachable_accounts(ids: Iterable[UUID], now: datetime) -> dict[UUID, Account]:
    """Those accounts that may sign in, for mail."""
    found = Account.objects.in_bulk(list(ids))
    return {key: account for key, account in found.items() if rules.may_sign_in(account, now.date())}


def accounts(viewer: Viewer, search: str = "", after: UUID | None = None) -> AccountList:
    """A page of accounts by name, for administrators: people whose name or address fits `search`."""
    require(rules.may_administer(viewer))
    fitting = Account.objects.filter(_fits(search))
    here = fitting
    if after is not None:
        last = Account.objects.filter(pk=after).values_list("sort_key", flat=True).first()
        if last is not None:
            here = fitting.filter(Q(sort_key__gt=last) | Q(sort_key=last, pk__gt=after))
    found = here.annotate(roles=Count("role_grants")).order_by("sort_key", "pk")[: PAGE + 1]
    rows = tuple(
        AccountRow(a.pk, a.name, a.email or "", a.kind, a.is_active, a.until, a.roles) for a in found
    )
    more = len(rows) > PAGE
    return AccountList(rows[:PAGE], rows[PAGE - 1].id if more else None, fitting.count())


def _fits(search: str) -> Q:
    """Every word starts a part of the name; or the text stands in the e-mail address."""
    words = fold(search).split()
    if not words:
        return Q()
    by_name = Q()
    for word in words:
        by_name &= Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}")
    return by_name | Q(email__icontains=search.strip())


def account(viewer: Viewer, account_id: UUID) -> AccountPage:
    """One account, for administrators; raises Unseen when there is none."""
    require(rules.may_administer(viewer))
    row = Account.objects.filter(pk=account_id).first()
    if row is None:
        raise Unseen
    held = set(RoleGrant.objects.filter(account=row).values_list("role", flat=True))
    return AccountPage(
        id=row.pk,
        name=row.name,
        email=row.email or "",
        handle=row.handle,
        kind=row.kind,
        language=row.language,
        is_active=row.is_active,
        joined_at=row.joined_at,
        left_at=row.left_at,
        until=row.until,
        roles=tuple(RoleLine(role.value, str(role.label), role in held) for role in Role),
        api_keys=ApiKey.objects.filter(account=row).count(),
        mail_stopped=bounces.is_stopped(row.email),
    )


def is_mail_stopped(viewer: Viewer) -> bool:
    """Whether nothing is sent to the viewer any more, because mail came back too often."""
    return bounces.is_stopped(Account.objects.filter(pk=viewer.id).values_list("email", flat=True).get())


def api_keys(viewer: Viewer, now: datetime) -> tuple[KeyLine, ...]:
    """The viewer's own API keys that still work, newest first."""
    rows = ApiKey.objects.filter(account=viewer.id, expires_at__gt=now).order_by("-created_at", "-pk")
    return tuple(
        KeyLine(
            id=row.pk,
            name=row.name,
            scopes=tuple(str(Scope(scope).label) for scope in row.scopes),
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_on=row.used_on,
        )
        for row in rows
    )


def api_key_behind(secret: str, now: datetime) -> KeyInUse | None:
    """The API key that a call came with, as long as it works; whether its owner may come in is asked next."""
    row = ApiKey.objects.filter(secret_hash=fingerprint(secret), expires_at__gt=now).first()
    return KeyInUse(row.pk, row.account_id, frozenset(row.scopes), row.used_on) if row else None


def open_invitations(viewer: Viewer, now: datetime) -> tuple[InvitationRow, ...]:
    """The newest invitations that can still be used, at most a page, for administrators."""
    require(rules.may_administer(viewer))
    waiting = Invitation.objects.filter(accepted_at=None, expires_at__gt=now).select_related("invited_by")
    return tuple(
        InvitationRow(
            id=row.pk,
            name=" ".join(filter(None, (row.first_name, row.prefix, row.last_name))),
            email=row.email,
            kind=row.kind,
            expires_at=row.expires_at,
            by=row.invited_by.name if row.invited_by else "",
        )
        for row in waiting.order_by("-sent_at", "-pk")[:PAGE]
    )


def sign_in_means(viewer: Viewer, session_key: str | None, now: datetime) -> SignInMeans:
    """The viewer's own means to sign in; `session_key` is the sign-in that asks."""
    means = list(Authenticator.objects.filter(user_id=viewer.id).order_by("created_at"))
    spare = next((m for m in means if m.type == Authenticator.Type.RECOVERY_CODES), None)
    others = Session.objects.filter(account=viewer.id, expire_date__gt=now).exclude(session_key=session_key)
    return SignInMeans(
        passkeys=tuple(
            Passkey(m.pk, m.wrap().name, m.created_at) for m in means if m.type == Authenticator.Type.WEBAUTHN
        ),
        has_codes=any(m.type == Authenticator.Type.TOTP for m in means),
        spare_codes=len(spare.wrap().get_unused_codes()) if spare else 0,
        elsewhere=others.count(),
    )
