"""Accounts, roles and invitations change as the sentences say, each with its event."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from kring.identity import actions
from kring.identity.events import AccountCreated
from kring.identity.links import ResetTokens, fingerprint
from kring.identity.models import Account, AccountKind, Invitation, Role, RoleGrant, Session
from kring.identity.tests.make import (
    NOW,
    PASSWORD,
    make_account,
    make_administrator,
    make_invitation,
    seen_by,
)
from kring.infra.models import AuditEntry, Event
from kring.infra.verdict import Refused, Unseen
from kring.kit.names import split_name

pytestmark = pytest.mark.django_db


def names_of_events() -> list[str]:
    return list(Event.objects.order_by("id").values_list("name", flat=True))


def test_account_gets_name_parts_sort_key_and_handle() -> None:
    account = make_account("Kees van der Plas", email="Kees@Waterrijk.example")
    assert (account.first_name, account.prefix, account.last_name) == ("Kees", "van der", "Plas")
    assert account.sort_key == "plas kees van der"
    assert account.handle == "kees.van.der.plas"
    assert account.email == "kees@waterrijk.example"
    assert account.joined_at == NOW
    assert names_of_events() == [AccountCreated.__name__]


def test_people_of_one_name_get_numbered_handles() -> None:
    handles = [make_account("Jan de Boer").handle for _ in range(3)]
    assert handles == ["jan.de.boer", "jan.de.boer-2", "jan.de.boer-3"]


def test_address_is_used_once_whatever_its_capitals() -> None:
    make_account(email="noor@waterrijk.example")
    with pytest.raises(Refused):
        make_account("Noor Bakker", email="NOOR@waterrijk.example")


def test_account_without_password_cannot_sign_in_with_one() -> None:
    assert not make_account().has_usable_password()
    assert make_account(password=PASSWORD).check_password(PASSWORD)


def test_member_cannot_create_accounts() -> None:
    member = seen_by(make_account())
    with pytest.raises(Refused):
        actions.create_account(
            person=actions.NewAccount(email=None, name=split_name("Wim Postma")), by=member, now=NOW
        )
    assert Account.objects.count() == 1


def test_quiet_creation_is_marked_for_imports() -> None:
    person = actions.NewAccount(email=None, name=split_name("Olaf Brink"))
    actions.create_account(person=person, by=None, now=NOW, quiet=True)
    assert Event.objects.get().quiet


def test_deactivation_ends_sessions_and_roles_and_keeps_the_row(client: Client) -> None:
    make_administrator()
    account = make_account("Henk Vos", password=PASSWORD)
    actions.grant_role(account_id=account.pk, role=Role.MODERATOR, by=None, now=NOW)
    client.force_login(account)
    token = ResetTokens().make_token(account)
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    account.refresh_from_db()
    assert (account.is_active, account.left_at, account.name) == (False, NOW, "Henk Vos")
    assert not RoleGrant.objects.filter(account=account).exists()
    assert not Session.objects.filter(account=account).exists()
    assert not ResetTokens().check_token(account, token)
    assert names_of_events()[-2:] == ["RoleWithdrawn", "AccountDeactivated"]


def test_nothing_revives_when_an_account_opens_again(client: Client) -> None:
    make_administrator()
    account = make_account(password=PASSWORD)
    client.force_login(account)
    token = ResetTokens().make_token(account)
    actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    actions.reactivate_account(account_id=account.pk, by=None, now=NOW)
    account.refresh_from_db()
    assert account.is_active
    assert account.left_at is None
    assert not ResetTokens().check_token(account, token)
    assert client.get("/settings/security/").status_code == 302
    assert names_of_events()[-1] == "AccountReactivated"


def test_deactivating_twice_is_one_event() -> None:
    account = make_account()
    for _ in range(2):
        actions.deactivate_account(account_id=account.pk, by=None, now=NOW)
    assert names_of_events().count("AccountDeactivated") == 1


def test_administrator_cannot_close_the_own_account() -> None:
    make_administrator("Roos Verhagen")
    me = make_administrator()
    with pytest.raises(Refused):
        actions.deactivate_account(account_id=me.pk, by=seen_by(me), now=NOW)


def test_last_functional_administrator_stays() -> None:
    last = make_administrator()
    with pytest.raises(Refused):
        actions.withdraw_role(account_id=last.pk, role=Role.FUNCTIONAL_ADMIN, by=None, now=NOW)
    with pytest.raises(Refused):
        actions.deactivate_account(account_id=last.pk, by=None, now=NOW)
    make_administrator("Roos Verhagen")
    actions.withdraw_role(account_id=last.pk, role=Role.FUNCTIONAL_ADMIN, by=None, now=NOW)
    assert not RoleGrant.objects.filter(account=last).exists()


def test_role_is_given_once_with_its_giver_and_an_audit_line() -> None:
    administrator = make_administrator()
    account = make_account("Roos Verhagen")
    for _ in range(2):
        actions.grant_role(
            account_id=account.pk, role=Role.COMMUNITY_MANAGER, by=seen_by(administrator), now=NOW
        )
    grant = RoleGrant.objects.get(account=account)
    assert grant.granted_by == administrator
    line = AuditEntry.objects.get(actor_id=administrator.pk)
    assert (line.action, line.subject) == ("role.grant community_manager", str(account.pk))
    assert names_of_events().count("RoleGranted") == 2  # the administrator's own, and this one


def test_technical_administrator_cannot_raise_anybody() -> None:
    technician = make_administrator("Tom Dijkman", Role.TECHNICAL_ADMIN)
    for account in (technician, make_account()):
        with pytest.raises(Refused):
            actions.grant_role(
                account_id=account.pk, role=Role.FUNCTIONAL_ADMIN, by=seen_by(technician), now=NOW
            )


def test_guest_gets_no_role() -> None:
    guest = make_account("Dewi Santoso", kind=AccountKind.GUEST)
    with pytest.raises(Refused):
        actions.grant_role(account_id=guest.pk, role=Role.MODERATOR, by=None, now=NOW)


def test_account_that_is_not_there_is_unseen() -> None:
    gone = make_account()
    gone_id = gone.pk
    gone.delete()
    with pytest.raises(Unseen):
        actions.deactivate_account(account_id=gone_id, by=None, now=NOW)


def test_invitation_keeps_only_a_fingerprint() -> None:
    invitation, secret = make_invitation()
    assert invitation.secret_hash == fingerprint(secret)
    assert secret not in str(Invitation.objects.values().get())
    assert names_of_events() == ["PersonInvited"]


def test_new_invitation_replaces_the_waiting_one() -> None:
    _first, old = make_invitation()
    make_invitation()
    assert Invitation.objects.count() == 1
    with pytest.raises(Unseen):
        actions.accept_invitation(secret=old, name=split_name("Kees Plas"), password=PASSWORD, now=NOW)


def test_nobody_is_invited_who_has_an_account() -> None:
    make_account(email="nieuw@waterrijk.example")
    with pytest.raises(Refused):
        make_invitation()


def test_accepting_makes_the_account_that_was_meant() -> None:
    invitation, secret = make_invitation(kind=AccountKind.GUEST, until=NOW.date(), language="en")
    account = actions.accept_invitation(
        secret=secret, name=split_name("Kees van Plas"), password=PASSWORD, now=invitation.sent_at
    )
    assert (account.kind, account.until, account.language) == ("guest", NOW.date(), "en")
    assert account.email == invitation.email
    assert account.check_password(PASSWORD)
    payload = Event.objects.get(name="AccountCreated").payload
    assert payload["invitation_id"] == str(invitation.pk)


def test_invitation_works_once_and_not_too_late() -> None:
    invitation, secret = make_invitation()
    words = {"secret": secret, "name": split_name("Kees Plas"), "password": PASSWORD}
    with pytest.raises(Refused):
        actions.accept_invitation(**words, now=invitation.expires_at + timedelta(seconds=1))
    actions.accept_invitation(**words, now=invitation.sent_at)
    with pytest.raises(Refused):
        actions.accept_invitation(**words, now=invitation.sent_at)
    assert Account.objects.count() == 1


def test_withdrawn_invitation_is_gone() -> None:
    administrator = seen_by(make_administrator())
    invitation, _secret = make_invitation()
    actions.withdraw_invitation(invitation_id=invitation.pk, by=administrator, now=NOW)
    assert not Invitation.objects.exists()
    with pytest.raises(Unseen):
        actions.withdraw_invitation(invitation_id=invitation.pk, by=administrator, now=NOW)


def test_reset_of_unknown_address_takes_the_same_road() -> None:
    known = make_account()
    closed = make_account("Henk Vos")
    actions.deactivate_account(account_id=closed.pk, by=None, now=NOW)
    for email in (known.email, closed.email, "nobody@waterrijk.example"):
        actions.ask_password_reset(email=str(email), now=NOW)
    asked = [row.payload["account_id"] for row in Event.objects.filter(name="ResetAsked").order_by("id")]
    assert asked == [str(known.pk), None, None]


def test_signing_out_everywhere_ends_every_session(client: Client) -> None:
    account = make_account(password=PASSWORD)
    client.force_login(account)
    assert client.session[SESSION_KEY] == str(account.pk)
    actions.sign_out_everywhere(account_id=account.pk, now=NOW)
    assert not Session.objects.filter(account=account).exists()
    assert client.get("/settings/security/").status_code == 302


def test_language_and_mode_are_kept_with_the_account() -> None:
    account = make_account()
    actions.set_language(viewer=seen_by(account), language="en")
    actions.set_mode(viewer=seen_by(account), mode="dark")
    account.refresh_from_db()
    assert (account.language, account.mode) == ("en", "dark")


def test_another_password_ends_the_sessions_of_the_old_one(client: Client) -> None:
    account = make_account(password=PASSWORD)
    client.force_login(account)
    actions.set_password(account=account, password="nog een lange zin erbij")
    assert not Session.objects.filter(account=account).exists()


def test_change_of_sign_in_is_recorded_for_its_owner() -> None:
    account = make_account()
    actions.note_sign_in_change(account_id=account.pk, what="passkey_added", now=NOW)
    assert Event.objects.get(name="SignInChanged").payload["what"] == "passkey_added"
