"""Who may do what with a group: every rule over kinds and standings."""

from datetime import UTC, datetime

import pytest

from kring.groups import rules
from kring.groups.models import Group, GroupKind, MembershipState
from kring.groups.rules import Standing
from kring.identity.models import AccountKind
from kring.identity.viewer import Viewer
from kring.kit.ids import new_id

NOTHING, MEMBER = Standing(), Standing(MembershipState.MEMBER)
OWNER, PENDING = Standing(MembershipState.MEMBER, True), Standing(MembershipState.PENDING)
BLOCKED, INVITED = Standing(MembershipState.BLOCKED), Standing(MembershipState.INVITED)
COLLEAGUE, GUEST = AccountKind.EMPLOYEE, AccountKind.GUEST


def viewer(kind: str = COLLEAGUE) -> Viewer:
    return Viewer(new_id(), "Noor de Wit", "Noor", "noor", kind, "nl", ("everyone",), frozenset())


def group(kind: str, archived: bool = False) -> Group:
    return Group(kind=kind, archived_at=datetime(2026, 1, 1, tzinfo=UTC) if archived else None)


def test_guest_may_not_create_a_group():
    assert rules.may_create_group(viewer())
    assert not rules.may_create_group(viewer(GUEST))


@pytest.mark.parametrize(
    ("kind", "join", "ask"),
    [("open", True, False), ("on_request", False, True), ("closed", False, True), ("hidden", False, False)],
)
def test_kind_says_who_may_join_and_ask(kind, join, ask):
    assert bool(rules.may_join(viewer(), group(kind), NOTHING)) is join
    assert bool(rules.may_ask(viewer(), group(kind), NOTHING)) is ask


@pytest.mark.parametrize("kind", GroupKind.values)
@pytest.mark.parametrize("standing", [MEMBER, OWNER, BLOCKED])
def test_member_and_blocked_person_may_not_come_in_again(kind, standing):
    assert not rules.may_join(viewer(), group(kind), standing)
    assert not rules.may_ask(viewer(), group(kind), standing)


@pytest.mark.parametrize("kind", GroupKind.values)
def test_guest_comes_by_invitation_and_nobody_into_the_archive(kind):
    assert not rules.may_join(viewer(GUEST), group(kind), NOTHING)
    assert not rules.may_ask(viewer(GUEST), group(kind), NOTHING)
    assert not rules.may_join(viewer(), group(kind, archived=True), NOTHING)
    assert not rules.may_ask(viewer(), group(kind, archived=True), NOTHING)
    assert not rules.may_invite(viewer(), group(kind, archived=True), OWNER, COLLEAGUE)


def test_invitation_to_an_archived_group_holds_no_longer():
    assert rules.may_accept(group("closed"))
    assert not rules.may_accept(group("closed", archived=True))


def test_second_request_is_refused():
    assert not rules.may_ask(viewer(), group("closed"), PENDING)


@pytest.mark.parametrize(
    ("kind", "standing", "invited", "may"),
    [
        ("open", MEMBER, COLLEAGUE, True),
        ("open", MEMBER, GUEST, False),
        ("open", NOTHING, COLLEAGUE, False),
        ("on_request", MEMBER, COLLEAGUE, False),
        ("closed", MEMBER, COLLEAGUE, False),
        ("closed", OWNER, GUEST, True),
        ("hidden", OWNER, COLLEAGUE, True),
    ],
)
def test_who_may_invite_whom(kind, standing, invited, may):
    assert bool(rules.may_invite(viewer(), group(kind), standing, invited)) is may
    assert not rules.may_invite(viewer(GUEST), group(kind), MEMBER, invited)


def test_who_may_be_invited():
    assert rules.may_be_invited(NOTHING)
    assert rules.may_be_invited(PENDING)
    assert not rules.may_be_invited(MEMBER)
    assert not rules.may_be_invited(BLOCKED)


def test_last_owner_may_not_go():
    assert rules.may_leave(MEMBER, 1)
    assert rules.may_leave(OWNER, 2)
    assert not rules.may_leave(OWNER, 1)
    assert not rules.may_leave(NOTHING, 1)
    assert rules.may_withdraw_owner(OWNER, 2)
    assert not rules.may_withdraw_owner(OWNER, 1)
    assert not rules.may_withdraw_owner(MEMBER, 2)


def test_only_owners_may_manage():
    for standing in (NOTHING, MEMBER, PENDING, BLOCKED, INVITED):
        assert not rules.may_manage(standing)
        assert not rules.may_change_members(group("open"), standing)
    assert rules.may_manage(OWNER)
    assert rules.may_change_members(group("open"), OWNER)
    assert not rules.may_change_members(group("open", archived=True), OWNER)


def test_owners_may_not_remove_each_other():
    assert rules.may_remove(group("open"), OWNER, MEMBER)
    assert not rules.may_remove(group("open"), OWNER, OWNER)
    assert not rules.may_remove(group("open"), MEMBER, MEMBER)


def test_only_a_member_who_works_here_may_become_owner():
    assert rules.may_make_owner(group("open"), OWNER, MEMBER, COLLEAGUE)
    assert not rules.may_make_owner(group("open"), OWNER, MEMBER, GUEST)
    assert not rules.may_make_owner(group("open"), OWNER, INVITED, COLLEAGUE)
    assert not rules.may_make_owner(group("open"), MEMBER, MEMBER, COLLEAGUE)


@pytest.mark.parametrize(
    ("old", "new", "wider"),
    [
        ("hidden", "closed", True),
        ("hidden", "open", True),
        ("closed", "on_request", True),
        ("closed", "open", True),
        ("open", "on_request", False),
        ("on_request", "open", False),
        ("open", "closed", False),
        ("closed", "hidden", False),
        ("closed", "closed", False),
    ],
)
def test_is_widening_means_more_people_see_something(old, new, wider):
    assert rules.is_widening(old, new) is wider


def test_is_read_by_all_goes_by_kind():
    assert [rules.is_read_by_all(kind) for kind in GroupKind.values] == [True, True, False, False]
