"""Who may sign in and who may manage accounts: every rule with its yes and its no."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from kring.identity import rules
from kring.identity.models import Account, AccountKind, Invitation, Role
from kring.identity.tests.make import NOW
from kring.identity.viewer import Viewer

TODAY = date(2026, 3, 2)


def somebody(*roles: Role) -> Viewer:
    return Viewer(
        id=uuid4(),
        name="Noor de Wit",
        first_name="Noor",
        handle="noor.de.wit",
        kind=AccountKind.EMPLOYEE,
        language="nl",
        tokens=("everyone",),
        roles=frozenset(roles),
    )


def standing(**other: object) -> rules.Standing:
    facts = {"id": uuid4(), "kind": AccountKind.EMPLOYEE, "is_active": True, "is_last_administrator": False}
    return rules.Standing(**{**facts, **other})  # type: ignore[arg-type]


def test_active_account_may_sign_in() -> None:
    assert rules.may_sign_in(Account(is_active=True), TODAY)


def test_closed_account_may_not_sign_in() -> None:
    assert not rules.may_sign_in(Account(is_active=False), TODAY)


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (1, True)])
def test_guest_may_sign_in_up_to_the_last_day(days: int, allowed: bool) -> None:
    guest = Account(is_active=True, kind=AccountKind.GUEST, until=TODAY + timedelta(days=days))
    assert bool(rules.may_sign_in(guest, TODAY)) is allowed


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_may_administer(role: Role) -> None:
    administrators = {Role.FUNCTIONAL_ADMIN, Role.TECHNICAL_ADMIN}
    assert bool(rules.may_administer(somebody(role))) is (role in administrators)


def test_member_without_role_may_not_administer() -> None:
    assert not rules.may_administer(somebody())


@pytest.mark.parametrize("role", list(Role))
def test_only_functional_administrators_may_change_roles(role: Role) -> None:
    allowed = rules.may_change_roles(somebody(role), standing())
    assert bool(allowed) is (role == Role.FUNCTIONAL_ADMIN)


def test_guest_and_closed_account_may_not_have_roles() -> None:
    assert rules.may_have_roles(standing())
    assert not rules.may_have_roles(standing(kind=AccountKind.GUEST))
    assert not rules.may_have_roles(standing(is_active=False))
    assert not rules.may_change_roles(somebody(Role.FUNCTIONAL_ADMIN), standing(kind=AccountKind.GUEST))


def test_last_functional_administrator_keeps_the_role() -> None:
    last = standing(is_last_administrator=True)
    assert not rules.may_withdraw_role(last, Role.FUNCTIONAL_ADMIN)
    assert rules.may_withdraw_role(last, Role.MODERATOR)
    assert rules.may_withdraw_role(standing(), Role.FUNCTIONAL_ADMIN)


def test_nobody_may_deactivate_oneself_or_the_last_administrator() -> None:
    viewer = somebody(Role.FUNCTIONAL_ADMIN)
    assert rules.may_deactivate(viewer, standing())
    assert rules.may_deactivate(None, standing())
    assert not rules.may_deactivate(viewer, standing(id=viewer.id))
    assert not rules.may_deactivate(None, standing(is_last_administrator=True))


def test_invitation_may_be_accepted_once_and_in_time() -> None:
    fresh = Invitation(expires_at=NOW + timedelta(days=1))
    assert rules.may_accept(fresh, NOW)
    assert not rules.may_accept(fresh, NOW + timedelta(days=1))
    assert not rules.may_accept(Invitation(expires_at=fresh.expires_at, accepted_at=NOW), NOW)


def test_modes_are_three() -> None:
    assert [mode for mode in ("", "light", "dark", "blue") if rules.is_mode(mode)] == ["", "light", "dark"]


def test_languages_are_those_that_exist() -> None:
    assert rules.is_language("nl", ("nl", "en"))
    assert not rules.is_language("xx", ("nl", "en"))
