"""Each condition of the access module on its own: every token, kind, state and last day, both ways round."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from kring.groups import access
from kring.groups.actions import archive_group
from kring.groups.models import Audience, Group, Holding, Membership
from kring.identity.models import Account
from kring.infra.verdict import Unseen
from tests.cast import Cast

pytestmark = pytest.mark.django_db

KINDS = ("open", "on_request", "closed", "hidden")
TODAY = datetime.now(UTC).date()  # of the database, whose view reads its own clock
LAST_DAYS = {None: True, TODAY + timedelta(days=1): True, TODAY: True, TODAY - timedelta(days=1): False}


def tokens_of(cast: Cast, who: str) -> set[str]:
    """The tokens somebody holds, with groups by kind and people by role."""
    names = {f"group:{cast.groups[kind].pk}": kind for kind in KINDS}
    held = Holding.objects.filter(account=cast.accounts[who].pk).values_list("token", flat=True)
    return {"self" if one == f"person:{cast.accounts[who].pk}" else names.get(one, one) for one in held}


HELD = {
    "employee": {"everyone", "self"},
    "member": {"everyone", "self", *KINDS},
    "owner": {"everyone", "self", *KINDS},
    "guest": {"self", *KINDS},
    "pending": {"everyone", "self"},
    "blocked": {"everyone", "self"},
    "former_member": {"everyone", "self"},
    "administrator": {"everyone", "self"},
    "moderator": {"everyone", "self"},
    "left": set(),
}


@pytest.mark.parametrize("who", HELD)
def test_tokens_are_exactly_these(cast, who):
    """Nobody holds a token by role, by asking or by having been there."""
    assert tokens_of(cast, who) == HELD[who]
    assert set(cast.viewer(who).tokens) == set(
        Holding.objects.filter(account=cast.accounts[who].pk).values_list("token", flat=True)
    )


@pytest.mark.parametrize("until", LAST_DAYS, ids=str)
@pytest.mark.parametrize("who", ["guest", "member"])
def test_the_last_day_is_the_last(cast, who, until):
    """A guest or colleague holds everything up to and including the last day, and nothing after it."""
    Account.objects.filter(pk=cast.accounts[who].pk).update(until=until)
    assert tokens_of(cast, who) == (HELD[who] if LAST_DAYS[until] else set())


@pytest.mark.parametrize("who", ["guest", "member", "moderator"])
def test_whoever_left_holds_nothing_and_may_do_nothing(cast, who):
    """Tokens and roles end with the account, even while a membership or role is still written down."""
    assert cast.viewer("moderator").roles == {"moderator"}
    Account.objects.filter(pk=cast.accounts[who].pk).update(is_active=False)
    viewer = cast.viewer(who)
    assert tokens_of(cast, who) == set()
    assert viewer.tokens == ()
    assert viewer.roles == frozenset()
    assert viewer.knows == (frozenset({viewer.id}) if who == "guest" else None)
    for kind in KINDS:
        assert viewer.id not in access.may_read([viewer.id], cast.groups[kind].audience.pk)


@pytest.mark.parametrize("state", ["member", "pending", "invited", "blocked"])
@pytest.mark.parametrize("kind", KINDS)
def test_only_members_read_and_only_members_and_invited_know(cast, kind, state):
    """Each state of membership in each kind of group, for a guest who has nothing else."""
    guest, group = cast.guest, cast.groups[kind]
    Membership.objects.filter(account=guest.pk).delete()
    Membership.objects.create(group=group, account=guest, state=state, at=cast.now)
    viewer = cast.viewer("guest")
    reads = state == "member"
    assert tokens_of(cast, "guest") == ({"self", kind} if reads else {"self"})
    assert Group.objects.filter(access.readable_by(viewer), pk=group.pk).exists() is reads
    knows = set(Group.objects.filter(access.visible_groups(viewer)).values_list("kind", flat=True))
    assert knows == ({kind} if state in {"member", "invited"} else set())
    assert access.is_member(viewer, group.pk) is reads
    assert (cast.owner.pk in viewer.knows) is reads


@pytest.mark.parametrize("kind", KINDS)
def test_colleague_without_standing(cast, kind):
    """A colleague outside: content of two kinds, the name of three."""
    viewer, group = cast.viewer("outsider"), cast.groups[kind]
    reads = kind in {"open", "on_request"}
    assert access.tokens_of_group(kind, group.pk) == ([*["everyone"] * reads, f"group:{group.pk}"])
    assert list(group.audience.tokens) == access.tokens_of_group(kind, group.pk)
    assert Group.objects.filter(access.readable_by(viewer), pk=group.pk).exists() is reads
    assert access.is_public(group.audience.pk) is reads
    assert Group.objects.filter(access.visible_groups(viewer), pk=group.pk).exists() is (kind != "hidden")
    assert not access.is_member(viewer, group.pk)
    with pytest.raises(Unseen):
        access.audience_of(viewer, group.slug)


def test_one_statement_and_its_raw_shape_agree(cast):
    """The filter, the piece of SQL and the list of readers say the same of everybody."""
    audiences = list(Audience.objects.values_list("pk", flat=True))
    everybody = [account.pk for account in cast.accounts.values()]
    assert len(audiences) == 5
    for who in cast.accounts:
        viewer = cast.viewer(who)
        filtered = set(access.readable_audiences(viewer).values_list("pk", flat=True))
        with connection.cursor() as cursor:
            where = access.readable_sql("x.id", "held")
            cursor.execute(f"SELECT x.id FROM groups_audience x WHERE {where}", {"held": list(viewer.tokens)})
            assert {row[0] for row in cursor.fetchall()} == filtered
        read = {pk for pk in audiences if viewer.id in access.may_read(everybody, pk)}
        assert read == filtered
        assert {pk for pk in audiences if access.readers_of(pk).filter(pk=viewer.id).exists()} == filtered


def test_readers_are_found_by_audience_and_by_id(cast):
    """Both ways to ask, everybody once, and only among those who were asked about."""
    audience = cast.groups["open"].audience
    by_row = list(access.readers_of(audience).values_list("pk", flat=True))
    assert sorted(by_row) == sorted(access.readers_of(audience.pk).values_list("pk", flat=True))
    assert len(by_row) == len(set(by_row)) == len(cast.accounts) - 1
    assert access.may_read([cast.guest.pk, cast.left.pk], audience.pk) == {cast.guest.pk}
    assert access.may_read([], audience.pk) == set()


def test_a_guest_meets_the_own_groups_and_a_colleague_everybody(cast):
    """Acquaintances are the members who are here, and oneself; without a group only oneself."""
    guest, known = cast.viewer("guest"), {cast.owner.pk, cast.member.pk, cast.guest.pk}
    assert guest.knows == known
    shown = Account.objects.filter(access.visible_people(guest)).values_list("pk", flat=True)
    assert set(shown) == known
    assert cast.viewer("outsider").knows is None
    everybody = Account.objects.filter(access.visible_people(cast.viewer("outsider")))
    assert everybody.count() == len(cast.accounts)
    gone = cast.viewer("left")
    assert set(Account.objects.filter(access.visible_people(gone)).values_list("pk", flat=True)) == {gone.id}
    Membership.objects.filter(account=guest.id).delete()
    assert cast.viewer("guest").knows == {guest.id}


def test_owning_and_archived(cast):
    """Owning is written in the own membership of that group; nobody owns no group."""
    closed, other = cast.groups["closed"], cast.groups["open"]
    owner, member = cast.viewer("owner"), cast.viewer("member")
    assert access.is_owner(owner, closed.pk)
    assert not access.is_owner(member, closed.pk)
    Membership.objects.filter(group=other, account=member.id).update(is_owner=True)
    assert access.is_owner(member, other.pk)
    assert not access.is_owner(member, closed.pk)
    assert not access.is_owner(owner, None)
    assert not access.is_archived(None)
    archive_group(actor=owner, group_id=closed.pk, now=cast.now)
    assert access.is_archived(closed.pk)
    assert not access.is_archived(other.pk)


def test_where_one_writes(cast):
    """Everyone's audience for colleagues, a group's for its members, and nothing by guessing a name."""
    member, guest, closed = cast.viewer("member"), cast.viewer("guest"), cast.groups["closed"]
    assert access.audience_of(member) == (access.EVERYONE_AUDIENCE, None)
    assert access.audience_of(member, closed.slug) == (closed.audience.pk, closed.pk)
    assert access.audience_of(guest, cast.groups["open"].slug)[1] == cast.groups["open"].pk
    outsiders = ("outsider", "pending", "blocked", "former_member", "administrator", "left")
    refused = [(guest, ""), (cast.viewer("left"), ""), (member, "nergens")]
    for viewer, slug in [*refused, *((cast.viewer(who), closed.slug) for who in outsiders)]:
        with pytest.raises(Unseen):
            access.audience_of(viewer, slug)


def test_an_unknown_audience_has_no_reader(cast):
    """An id that stands for nothing is nobody's and not public."""
    nothing = uuid4()
    assert not access.is_public(nothing)
    assert access.is_public(access.EVERYONE_AUDIENCE)
    assert UUID("00000000-0000-7000-8000-000000000001") == access.EVERYONE_AUDIENCE
    with pytest.raises(Audience.DoesNotExist):
        access.may_read([cast.member.pk], nothing)
    assert not access.is_owner(cast.viewer("owner"), nothing)


def test_viewer_carries_what_the_account_says(cast):
    """Everything on the viewer is the account's own, and comes in one statement with it."""
    account = cast.member
    Account.objects.filter(pk=account.pk).update(language="en", mode="dark")
    viewer = access.viewer_for(Account.objects.get(pk=account.pk))
    assert (viewer.id, viewer.name, viewer.handle) == (account.pk, account.name, account.handle)
    assert (viewer.first_name, viewer.kind, viewer.initials) == ("Tom", "employee", "TD")
    assert (viewer.language, viewer.mode, viewer.onboarded_at) == ("en", "dark", cast.now)
    assert viewer.department_id is not None
    assert viewer == access.viewer_for(access.accounts_who_look().get(pk=account.pk))
    bare = Account.objects.create(
        first_name="Zonder", name="Zonder", sort_key="zonder", handle="zonder", joined_at=cast.now
    )
    new = access.viewer_for(bare)
    assert (new.face, new.photo, new.department_id, new.onboarded_at) == ("", None, None, None)
