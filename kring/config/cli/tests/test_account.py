"""Accounts from the console: done and said, or refused with one sentence."""

import pytest
from click.testing import CliRunner, Result

from kring.config.cli.account import account
from kring.identity.models import Account, Invitation, RoleGrant
from kring.identity.tests.make import PASSWORD, make_account, make_administrator

pytestmark = pytest.mark.django_db
NOOR = "noor@waterrijk.example"


def call(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(account, words, input=stdin)


def test_first_administrator_is_made_with_role_and_password() -> None:
    words = ("create", NOOR, "Noor de Wit", "--role", "functional_admin", "--password-stdin")
    answer = call(*words, stdin=f"{PASSWORD}\n")
    assert (answer.exit_code, answer.output) == (0, "Made Noor de Wit (noor.de.wit).\n")
    made = Account.objects.get(email=NOOR)
    assert made.check_password(PASSWORD)
    assert RoleGrant.objects.get().account == made


def test_weak_password_makes_nothing() -> None:
    answer = call("create", NOOR, "Noor de Wit", "--password-stdin", stdin="short\n")
    assert answer.exit_code == 1
    assert "too short" in answer.output
    assert not Account.objects.exists()


def test_accounts_are_listed_by_name() -> None:
    make_account("Kees van der Plas", email="kees@waterrijk.example")
    make_account("Noor de Wit", email=NOOR)
    lines = call("list").output.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["kees@waterrijk.example", NOOR]
    assert "1 accounts" in call("list", "plas").output


def test_roles_come_and_go() -> None:
    make_administrator()
    make_account("Noor de Wit", email=NOOR)
    call("grant", NOOR, "moderator")
    assert RoleGrant.objects.filter(account__email=NOOR).count() == 1
    call("withdraw", NOOR, "moderator")
    assert not RoleGrant.objects.filter(account__email=NOOR).exists()


def test_closing_and_reopening() -> None:
    make_account("Noor de Wit", email=NOOR)
    call("close", NOOR)
    assert not Account.objects.get(email=NOOR).is_active
    call("reopen", NOOR)
    assert Account.objects.get(email=NOOR).is_active


def test_last_administrator_is_refused_in_a_sentence() -> None:
    last = make_administrator()
    answer = call("close", str(last.email))
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: This is the last functional administrator.")


def test_unknown_address_is_said() -> None:
    answer = call("close", NOOR)
    assert (answer.exit_code, answer.output) == (1, f"Error: There is no account of {NOOR}.\n")


def test_guest_is_invited_with_a_link() -> None:
    answer = call("invite", NOOR, "Noor de Wit", "--guest-until", "2031-05-01")
    assert answer.exit_code == 0
    invitation = Invitation.objects.get()
    assert (invitation.kind, str(invitation.until), invitation.email) == ("guest", "2031-05-01", NOOR)
    assert "/accounts/invitations/" in answer.output
