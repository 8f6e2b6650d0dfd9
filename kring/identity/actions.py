"""Making, closing and opening accounts, roles, invitations, and the own language and look.

Where an action takes `by`, None means the house itself: the console, an import, the demo world.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kring.identity import rules
from kring.identity.events import (
    AccountCreated,
    AccountDeactivated,
    AccountReactivated,
    PersonInvited,
    ResetAsked,
    RoleGranted,
    RoleWithdrawn,
    SignInChanged,
)
from kring.identity.links import api_secret, fingerprint, invitation_secret
from kring.identity.models import Account, AccountKind, ApiKey, Invitation, Role, RoleGrant, Session
from kring.identity.queries import account_with_address, invitation_behind
from kring.identity.viewer import Viewer
from kring.infra import bounces
from kring.infra.audit import note
from kring.infra.events import record
from kring.infra.verdict import Refused, Unseen, require
from kring.kit.ids import new_id
from kring.kit.names import PersonName


@dataclass(frozen=True)
class NewAccount:
    """Somebody who gets an account or an invitation; without `email` nobody can sign in with it."""

    email: str | None
    name: PersonName
    kind: str = AccountKind.EMPLOYEE
    language: str = "nl"
    until: date | None = None


def create_account(
    *,
    person: NewAccount,
    by: Viewer | None,
    now: datetime,
    password: str | None = None,
    quiet: bool = False,
) -> Account:
    """Make an account with a handle of its own. Without a password one is chosen by mail later.

    `quiet` is for people taken over from elsewhere. Raises Refused for an address in use.
    """
    if by is not None:
        require(rules.may_administer(by))
    with transaction.atomic():
        account = _add_account(person, password, now)
        record(AccountCreated(account_id=account.pk, actor_id=by.id if by else None, at=now, quiet=quiet))
        if not quiet:
            _note(by, "account.create", account.pk, now)
    return account


def _add_account(person: NewAccount, password: str | None, now: datetime) -> Account:
    """Write the row: the lock lets people of one name come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('identity.account'))")
    email = person.email.strip().lower() if person.email else None
    if email and account_with_address(email):
        raise Refused(_("There is an account with this e-mail address already."))
    account = Account(
        email=email,
        first_name=person.name.first,
        prefix=person.name.prefix,
        last_name=person.name.last,
        name=person.name.full,
        sort_key=person.name.sort_key,
        handle=_free_handle(person.name.handle),
        kind=person.kind,
        language=person.language,
        joined_at=now,
        until=person.until,
    )
    account.set_password(password)
    account.save(force_insert=True)
    return account


def _free_handle(wanted: str) -> str:
    """The handle itself, or with -2, -3 and so on behind it when people share a name."""
    taken = set(Account.objects.filter(handle__startswith=wanted).values_list("handle", flat=True))
    number, handle = 1, wanted
    while handle in taken:
        number += 1
        handle = f"{wanted}-{number}"
    return handle


def deactivate_account(*, account_id: UUID, by: Viewer | None, now: datetime) -> None:
    """Close an account: sign-ins end at once and roles go; name and texts stay."""
    with transaction.atomic():
        account, standing = _lock(account_id, by)
        require(rules.may_deactivate(by, standing))
        if not account.is_active:
            return
        for role in RoleGrant.objects.filter(account=account).values_list("role", flat=True):
            _remove_role(account, role, by, now)
        account.is_active, account.left_at = False, now
        account.save(update_fields=["is_active", "left_at"])
        _end_sessions(account_id)
        record(AccountDeactivated(account_id=account_id, actor_id=by.id if by else None, at=now))
        _note(by, "account.deactivate", account_id, now)


def reactivate_account(
    *, account_id: UUID, by: Viewer | None, now: datetime, until: date | None = None
) -> None:
    """Open a closed account again, for a guest up to and including `until`; roles do not return."""
    with transaction.atomic():
        account, _standing = _lock(account_id, by)
        account.is_active, account.left_at, account.until = True, None, until
        account.save(update_fields=["is_active", "left_at", "until"])
        record(AccountReactivated(account_id=account_id, actor_id=by.id if by else None, at=now))
        _note(by, "account.reactivate", account_id, now)


def grant_role(*, account_id: UUID, role: Role, by: Viewer | None, now: datetime) -> None:
    """Give a role; giving it twice changes nothing."""
    with transaction.atomic():
        account, standing = _lock(account_id, by)
        require(rules.may_change_roles(by, standing) if by else rules.may_have_roles(standing))
        _grant, made = RoleGrant.objects.get_or_create(
            account=account, role=role, defaults={"granted_by_id": by.id if by else None, "at": now}
        )
        if made:
            actor = by.id if by else None
            record(RoleGranted(account_id=account_id, actor_id=actor, role=role, at=now))
            _note(by, f"role.grant {role}", account_id, now)


def withdraw_role(*, account_id: UUID, role: Role, by: Viewer | None, now: datetime) -> None:
    """Take a role away; refused for the last functional administrator."""
    with transaction.atomic():
        account, standing = _lock(account_id, by)
        if by is not None:
            require(rules.may_change_roles(by, standing))
        require(rules.may_withdraw_role(standing, role))
        _remove_role(account, role, by, now)


def _remove_role(account: Account, role: str, by: Viewer | None, now: datetime) -> None:
    removed, _per_model = RoleGrant.objects.filter(account=account, role=role).delete()
    if removed:
        actor = by.id if by else None
        record(RoleWithdrawn(account_id=account.pk, actor_id=actor, role=role, at=now))
        _note(by, f"role.withdraw {role}", account.pk, now)


def _lock(account_id: UUID, by: Viewer | None) -> tuple[Account, rules.Standing]:
    """The account, held until the transaction ends, and how it stands; for administrators only."""
    if by is not None:
        require(rules.may_administer(by))
    # Always the administrators first, in one order: two who take each other's role wait, not deadlock.
    chairs = RoleGrant.objects.select_for_update().filter(role=Role.FUNCTIONAL_ADMIN).order_by("pk")
    administrators = {grant.account_id for grant in chairs}
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise Unseen
    standing = rules.Standing(
        id=account.pk,
        kind=account.kind,
        is_active=account.is_active,
        is_last_administrator=administrators == {account.pk},
    )
    return account, standing


def sign_out_everywhere(*, account_id: UUID, now: datetime) -> Account:
    """End every sign-in and API key of an account; links to choose a new password stop working too.

    Returns the account as it is now, so that the page that asks can sign in again.
    """
    with transaction.atomic():
        _end_sessions(account_id)
        note(actor_id=account_id, action="account.sign_out", subject=str(account_id), now=now)
    return Account.objects.get(pk=account_id)


def _end_sessions(account_id: UUID) -> None:
    Account.objects.filter(pk=account_id).update(epoch=F("epoch") + 1)
    _end_ways_in(account_id)


def _end_ways_in(account_id: UUID) -> None:
    """End sign-ins and API keys alike; neither comes back when an account is opened again."""
    Session.objects.filter(account=account_id).delete()
    ApiKey.objects.filter(account=account_id).delete()


def set_password(*, account: Account, password: str) -> None:
    """Give an account another password; every sign-in and API key of before ends."""
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        _end_ways_in(account.pk)


def invite(*, person: NewAccount, by: Viewer | None, now: datetime) -> tuple[Invitation, str]:
    """Invite somebody by mail; returns the invitation and the secret of its link.

    An earlier invitation to the same address stops working. Raises Refused for an address in use.
    """
    if by is not None:
        require(rules.may_administer(by))
    if not person.email:
        raise Refused(_("An invitation needs an e-mail address."))
    email = person.email.strip().lower()
    if account_with_address(email):
        raise Refused(_("There is an account with this e-mail address already."))
    invitation_id = new_id(now)
    secret = invitation_secret(invitation_id)
    with transaction.atomic():
        Invitation.objects.filter(email=email, accepted_at=None).delete()
        invitation = Invitation.objects.create(
            id=invitation_id,
            secret_hash=fingerprint(secret),
            email=email,
            first_name=person.name.first,
            prefix=person.name.prefix,
            last_name=person.name.last,
            kind=person.kind,
            until=person.until,
            language=person.language,
            invited_by_id=by.id if by else None,
            sent_at=now,
            expires_at=now + rules.INVITATION_LASTS,
        )
        record(PersonInvited(invitation_id=invitation_id, actor_id=by.id if by else None, at=now))
        _note(by, "invitation.send", invitation_id, now)
    return invitation, secret


def accept_invitation(*, secret: str, name: PersonName, password: str, now: datetime) -> Account:
    """Make the account of an invitation; works once, until the invitation ends."""
    with transaction.atomic():
        invitation = invitation_behind(secret, lock=True)
        require(rules.may_accept(invitation, now))
        person = NewAccount(
            email=invitation.email,
            name=name,
            kind=invitation.kind,
            language=invitation.language,
            until=invitation.until,
        )
        account = _add_account(person, password, now)
        invitation.account, invitation.accepted_at = account, now
        invitation.save(update_fields=["account", "accepted_at"])
        record(
            AccountCreated(account_id=account.pk, actor_id=account.pk, invitation_id=invitation.pk, at=now)
        )
        note(actor_id=account.pk, action="invitation.accept", subject=str(invitation.pk), now=now)
    return account


def withdraw_invitation(*, invitation_id: UUID, by: Viewer, now: datetime) -> None:
    """Take back an invitation that was not used yet; its link stops working."""
    require(rules.may_administer(by))
    with transaction.atomic():
        removed, _per_model = Invitation.objects.filter(pk=invitation_id, accepted_at=None).delete()
        if not removed:
            raise Unseen
        _note(by, "invitation.withdraw", invitation_id, now)


def ask_password_reset(*, email: str, now: datetime) -> None:
    """Let a link be sent to whoever has this address; says and costs the same when nobody has it."""
    with transaction.atomic():
        account = account_with_address(email.strip().lower())
        open_to = account is not None and bool(rules.may_sign_in(account, now.date()))
        record(ResetAsked(account_id=account.pk if account and open_to else None, at=now))


def note_sign_in_change(*, account_id: UUID, what: str, now: datetime) -> None:
    """Record that a means to sign in changed, so that its owner hears of it by mail."""
    with transaction.atomic():
        record(SignInChanged(account_id=account_id, actor_id=account_id, what=what, at=now))
        note(actor_id=account_id, action=f"sign_in.{what}", subject=str(account_id), now=now)


@dataclass(frozen=True)
class NewKey:
    """An API key as its owner asks for it, for so many days."""

    name: str
    scopes: Sequence[str]
    days: int


def make_api_key(*, key: NewKey, owner: Viewer, now: datetime) -> tuple[UUID, str]:
    """Make an API key; returns its id and the secret, which nobody can read again. Refused above twenty."""
    secret = api_secret()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=owner.id)  # two at a time would pass the limit
        ApiKey.objects.filter(account=owner.id, expires_at__lte=now).delete()
        require(rules.may_make_api_key(keys=ApiKey.objects.filter(account=owner.id).count()))
        row = ApiKey.objects.create(
            id=new_id(now),
            account_id=owner.id,
            name=key.name,
            secret_hash=fingerprint(secret),
            scopes=sorted(key.scopes),
            created_at=now,
            expires_at=now + timedelta(days=min(key.days, max(rules.API_KEY_DAYS))),
        )
        _tell_of_keys(owner.id, owner, "api_key_made", now)
    return row.pk, secret


def end_api_key(*, key_id: UUID, owner: Viewer, now: datetime) -> None:
    """End one of one's own API keys; raises Unseen for any other."""
    with transaction.atomic():
        if not ApiKey.objects.filter(pk=key_id, account=owner.id).delete()[0]:
            raise Unseen
        _tell_of_keys(owner.id, owner, "api_key_ended", now)


def end_api_keys(*, account_id: UUID, by: Viewer, now: datetime) -> None:
    """End all API keys of somebody; for administrators, who never read them."""
    with transaction.atomic():
        _lock(account_id, by)
        if ApiKey.objects.filter(account=account_id).delete()[0]:
            _tell_of_keys(account_id, by, "api_key_ended", now)


def send_mail_again(*, account_id: UUID, by: Viewer, now: datetime) -> None:
    """Send to the address of somebody again, after it refused mail too often; for administrators."""
    with transaction.atomic():
        account, _standing = _lock(account_id, by)
        if account.email and bounces.is_stopped(account.email):
            bounces.lift_stop(address=account.email)
            _note(by, "mail.sent_again", account_id, now)


def _tell_of_keys(account_id: UUID, actor: Viewer, what: str, now: datetime) -> None:
    record(SignInChanged(account_id=account_id, actor_id=actor.id, what=what, at=now))
    _note(actor, f"sign_in.{what}", account_id, now)


def note_key_used(*, key_id: UUID, now: datetime) -> None:
    """Remember on which day an API key was last used; no statement of the moment is kept."""
    ApiKey.objects.filter(pk=key_id).update(used_on=now.date())


def set_language(*, viewer: Viewer, language: str) -> None:
    """Choose the language of all pages and mails."""
    Account.objects.filter(pk=viewer.id).update(language=language)


def set_mode(*, viewer: Viewer, mode: str) -> None:
    """Choose light, dark, or what the device says (empty)."""
    Account.objects.filter(pk=viewer.id).update(mode=mode)


def _note(by: Viewer | None, action: str, subject: UUID, now: datetime) -> None:
    note(actor_id=by.id if by else None, action=action, subject=str(subject), now=now)
