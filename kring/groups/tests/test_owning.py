"""Owners: removing, blocking, sharing ownership; a group never loses its last one."""

import pytest

from kring.groups import actions
from kring.groups.access import group_token
from kring.groups.models import Group, Membership
from kring.groups.tests.make import as_viewer, fill_group
from kring.identity.actions import deactivate_account, reactivate_account
from kring.infra.models import AuditEntry, Event
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db


def owners(group: Group) -> set[str]:
    rows = Membership.objects.filter(group=group, is_owner=True, account__is_active=True)
    return set(rows.values_list("account__name", flat=True))


@pytest.mark.parametrize("kind", ["open", "on_request", "closed", "hidden"])
def test_removed_and_blocked_members_read_no_longer(cast, kind):
    group, owner = cast.groups[kind], cast.viewer("owner")
    actions.remove_member(actor=owner, group_id=group.pk, person_id=cast.member.pk, now=cast.now)
    actions.block_member(actor=owner, group_id=group.pk, person_id=cast.guest.pk, now=cast.now)
    assert group_token(group.pk) not in cast.viewer("member").tokens + cast.viewer("guest").tokens
    assert Group.objects.get(pk=group.pk).member_count == 1
    assert AuditEntry.objects.filter(action="group.block", subject__contains=str(cast.guest.pk)).exists()


def test_unblocked_person_is_nobody_and_may_come_again(cast):
    group = cast.groups["open"]
    actions.unblock_person(
        actor=cast.viewer("owner"), group_id=group.pk, person_id=cast.blocked.pk, now=cast.now
    )
    assert not Membership.objects.filter(group=group, account=cast.blocked).exists()
    actions.join_group(actor=cast.viewer("blocked"), group_id=group.pk, now=cast.now)


@pytest.mark.parametrize(
    "act", ["remove_member", "block_member", "make_owner", "withdraw_owner", "unblock_person"]
)
@pytest.mark.parametrize("role", ["member", "guest", "outsider", "administrator", "community_manager"])
def test_only_owners_change_members(cast, act, role):
    with pytest.raises((Refused, Unseen)):
        getattr(actions, act)(
            actor=cast.viewer(role), group_id=cast.groups["open"].pk, person_id=cast.member.pk, now=cast.now
        )


@pytest.mark.parametrize(
    "act", ["remove_member", "block_member", "make_owner", "withdraw_owner", "unblock_person"]
)
def test_person_without_standing_is_unseen(cast, act):
    group = cast.groups["open"]
    actions.make_owner(actor=cast.viewer("owner"), group_id=group.pk, person_id=cast.member.pk, now=cast.now)
    with pytest.raises(Unseen):
        getattr(actions, act)(
            actor=cast.viewer("owner"), group_id=group.pk, person_id=cast.outsider.pk, now=cast.now
        )


def test_ownership_is_shared_and_taken_back(cast):
    group, owner = cast.groups["closed"], cast.viewer("owner")
    person = {"group_id": group.pk, "person_id": cast.member.pk, "now": cast.now}
    for _ in range(2):
        actions.make_owner(actor=owner, **person)
    assert owners(group) == {"Trijntje de Boer", "Tom Dijkman"}
    assert Event.objects.filter(name="OwnerMade").count() == 1
    with pytest.raises(Refused):
        actions.remove_member(actor=owner, **person)
    actions.withdraw_owner(actor=owner, **person)
    assert owners(group) == {"Trijntje de Boer"}


def test_last_owner_can_neither_leave_nor_step_down(cast):
    group, owner = cast.groups["closed"].pk, cast.viewer("owner")
    with pytest.raises(Refused):
        actions.leave_group(actor=owner, group_id=group, now=cast.now)
    with pytest.raises(Refused):
        actions.withdraw_owner(actor=owner, group_id=group, person_id=owner.id, now=cast.now)


def test_guest_never_owns_a_group(cast):
    with pytest.raises(Refused):
        actions.make_owner(
            actor=cast.viewer("owner"),
            group_id=cast.groups["closed"].pk,
            person_id=cast.guest.pk,
            now=cast.now,
        )


def test_group_of_a_leaver_goes_to_its_longest_member(cast):
    deactivate_account(account_id=cast.owner.pk, by=None, now=cast.later)
    for group in cast.groups.values():
        assert owners(group) == {"Tom Dijkman"}
        assert Group.objects.get(pk=group.pk).member_count == 2
    heir = Event.objects.filter(name="OwnerMade").latest("id")
    assert heir.payload["actor_id"] is None
    actions.settle_departure(account_id=cast.owner.pk, now=cast.later)
    assert Event.objects.filter(name="OwnerMade").count() == len(cast.groups), "a second time changes nothing"


def test_counters_follow_who_returns(cast):
    deactivate_account(account_id=cast.member.pk, by=None, now=cast.later)
    reactivate_account(account_id=cast.member.pk, by=None, now=cast.later)
    assert {Group.objects.get(pk=group.pk).member_count for group in cast.groups.values()} == {3}


def test_enrolled_people_are_members_and_nobody_is_overruled(cast):
    group = cast.groups["closed"]
    people = fill_group(group, 5)
    actions.enrol(group_id=group.pk, account_ids=[cast.blocked.pk, people[0].pk], now=cast.now)
    assert Membership.objects.get(group=group, account=cast.blocked).state == "blocked"
    assert Group.objects.get(pk=group.pk).member_count == 8
    assert group_token(group.pk) in as_viewer(people[0]).tokens
    assert not Event.objects.filter(name="MembersEnrolled", quiet=False).exists()
