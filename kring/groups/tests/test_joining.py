"""Coming in and going out: join, ask, invite, leave, with counters and access that follow at once."""

import pytest

from kring.groups import actions
from kring.groups.access import group_token, readers_of
from kring.groups.models import Group, Membership
from kring.groups.tests.make import make_group
from kring.identity.models import Account
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db


def state(group: Group, account: Account) -> str:
    return (
        Membership.objects.filter(group=group, account=account).values_list("state", flat=True).first() or ""
    )


def counters(group: Group) -> tuple[int, int]:
    return Group.objects.values_list("member_count", "guest_count").get(pk=group.pk)


def told(name: str, group: Group, account: Account) -> int:
    wanted = {"group_id": str(group.pk), "account_id": str(account.pk)}
    return Event.objects.filter(name=name, payload__contains=wanted).count()


def test_join_makes_a_member_who_reads_at_once(cast):
    group = cast.groups["open"]
    before = counters(group)
    for _ in range(2):
        actions.join_group(actor=cast.viewer("employee"), group_id=group.pk, now=cast.now)
    assert counters(group) == (before[0] + 1, before[1])
    assert group_token(group.pk) in cast.viewer("employee").tokens
    assert told("MemberJoined", group, cast.employee) == 1


@pytest.mark.parametrize("kind", ["on_request", "closed"])
def test_joining_without_the_owners_is_refused(cast, kind):
    with pytest.raises(Refused):
        actions.join_group(actor=cast.viewer("employee"), group_id=cast.groups[kind].pk, now=cast.now)
    assert not state(cast.groups[kind], cast.employee)


@pytest.mark.parametrize("act", ["join_group", "ask_to_join", "accept_invitation", "leave_group"])
@pytest.mark.parametrize("role", ["employee", "blocked", "former_member", "administrator"])
def test_hidden_group_is_not_there_for_others(cast, act, role):
    with pytest.raises(Unseen):
        getattr(actions, act)(actor=cast.viewer(role), group_id=cast.groups["hidden"].pk, now=cast.now)


@pytest.mark.parametrize("role", ["blocked", "guest"])
def test_blocked_and_guest_cannot_come_in_by_themselves(cast, role):
    group = make_group(cast.viewer("owner"), "Vers") if role == "guest" else cast.groups["open"]
    with pytest.raises((Refused, Unseen)):
        actions.join_group(actor=cast.viewer(role), group_id=group.pk, now=cast.now)


def test_request_reads_nothing_until_admitted(cast):
    group = cast.groups["closed"]
    actions.ask_to_join(actor=cast.viewer("employee"), group_id=group.pk, now=cast.now)
    assert not readers_of(group.audience).filter(pk=cast.employee.pk).exists()
    actions.admit(actor=cast.viewer("owner"), group_id=group.pk, person_id=cast.employee.pk, now=cast.now)
    assert readers_of(group.audience).filter(pk=cast.employee.pk).exists()
    assert (told("JoinAsked", group, cast.employee), told("MemberJoined", group, cast.employee)) == (1, 1)


def test_declined_person_may_ask_again(cast):
    group, person = cast.groups["closed"], cast.pending
    actions.decline(actor=cast.viewer("owner"), group_id=group.pk, person_id=person.pk, now=cast.now)
    assert state(group, person) == ""
    actions.ask_to_join(actor=cast.viewer("pending"), group_id=group.pk, now=cast.now)
    actions.withdraw_request(actor=cast.viewer("pending"), group_id=group.pk, now=cast.now)
    assert state(group, person) == ""
    assert told("JoinDeclined", group, person) == 2


@pytest.mark.parametrize("act", ["admit", "decline"])
def test_only_owners_answer_and_only_requests(cast, act):
    group = cast.groups["closed"].pk
    with pytest.raises(Refused):
        getattr(actions, act)(
            actor=cast.viewer("member"), group_id=group, person_id=cast.pending.pk, now=cast.now
        )
    with pytest.raises(Unseen):
        getattr(actions, act)(
            actor=cast.viewer("owner"), group_id=group, person_id=cast.employee.pk, now=cast.now
        )


def test_invitation_is_answered_by_the_person_only(cast):
    group = cast.groups["hidden"]
    for _ in range(2):
        actions.invite_to_group(
            actor=cast.viewer("owner"), group_id=group.pk, person_id=cast.employee.pk, now=cast.now
        )
    assert told("MemberInvited", group, cast.employee) == 1
    with pytest.raises(Unseen):
        actions.accept_invitation(actor=cast.viewer("member"), group_id=group.pk, now=cast.now)
    actions.accept_invitation(actor=cast.viewer("employee"), group_id=group.pk, now=cast.now)
    assert state(group, cast.employee) == "member"


def test_invitation_is_declined_and_taken_back(cast):
    group, owner = cast.groups["closed"], cast.viewer("owner")
    person = {"group_id": group.pk, "person_id": cast.employee.pk, "now": cast.now}
    actions.invite_to_group(actor=owner, **person)
    actions.decline_invitation(actor=cast.viewer("employee"), group_id=group.pk, now=cast.now)
    actions.invite_to_group(actor=owner, **person)
    with pytest.raises(Refused):
        actions.withdraw_invitation(actor=cast.viewer("member"), **person)
    actions.withdraw_invitation(actor=owner, **person)
    assert state(group, cast.employee) == ""
    with pytest.raises(Unseen):
        actions.withdraw_invitation(actor=owner, **person)


def test_invitation_waits_while_the_group_is_archived(cast):
    group = cast.groups["hidden"]
    actions.archive_group(actor=cast.viewer("owner"), group_id=group.pk, now=cast.now)
    with pytest.raises(Refused):
        actions.accept_invitation(actor=cast.viewer("pending"), group_id=group.pk, now=cast.now)
    assert state(group, cast.pending) == "invited"


def test_who_asked_is_let_in_by_an_invitation(cast):
    group = cast.groups["closed"]
    actions.invite_to_group(
        actor=cast.viewer("owner"), group_id=group.pk, person_id=cast.pending.pk, now=cast.now
    )
    assert state(group, cast.pending) == "member"


@pytest.mark.parametrize(("role", "error"), [("blocked", Refused), ("member", Refused), ("left", Unseen)])
def test_who_cannot_be_invited(cast, role, error):
    with pytest.raises(error):
        actions.invite_to_group(
            actor=cast.viewer("owner"),
            group_id=cast.groups["closed"].pk,
            person_id=cast.accounts[role].pk,
            now=cast.now,
        )


def test_member_leaves_and_reads_no_longer(cast):
    group = cast.groups["closed"]
    before = counters(group)
    actions.leave_group(actor=cast.viewer("guest"), group_id=group.pk, now=cast.now)
    assert counters(group) == (before[0] - 1, before[1] - 1)
    assert group_token(group.pk) not in cast.viewer("guest").tokens
    assert told("MemberLeft", group, cast.guest) == 1
    with pytest.raises(Unseen):
        actions.leave_group(actor=cast.viewer("guest"), group_id=group.pk, now=cast.now)


@pytest.mark.parametrize("kind", ["open", "on_request", "closed", "hidden"])
def test_counters_are_the_members_who_read(cast, kind):
    group = cast.groups[kind]
    members = Membership.objects.filter(group=group, state="member", account__is_active=True)
    guests = members.filter(account__kind="guest")
    assert counters(group) == (members.count(), guests.count()) == (3, 1)
