"""The access predicate, both ways round, over the cast and the kinds; the expectation is written out here."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import UUIDField, Value
from django.forms.models import model_to_dict

from kring.groups import access
from kring.groups.models import Audience, Group, Membership
from kring.identity.models import Account
from kring.infra.verdict import Unseen
from tests.cast import NAMES

pytestmark = pytest.mark.django_db

KINDS = ("open", "on_request", "closed", "hidden")
INSIDE = {"owner", "member", "guest"}
COLLEAGUES = set(NAMES) - {"guest", "left"}


def readers(kind: str) -> set[str]:
    """Who reads a group of this kind, said once more and apart from the product."""
    return INSIDE | COLLEAGUES if kind in {"open", "on_request"} else INSIDE


@pytest.mark.parametrize("kind", KINDS)
def test_readers_of_are_exactly_these_people(cast, kind):
    audience = cast.groups[kind].audience
    expected = {cast.accounts[role].pk for role in readers(kind)}
    everybody = [account.pk for account in cast.accounts.values()]
    assert set(access.readers_of(audience).values_list("pk", flat=True)) == expected
    assert set(access.readers_of(audience.pk).values_list("pk", flat=True)) == expected
    assert access.may_read(everybody, audience.pk) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_in_a_group_is_meant_for_its_members_and_any_other_for_colleagues(cast, kind):
    for group_id, people in ((cast.groups[kind].pk, INSIDE), (None, COLLEAGUES)):
        token = access.meant_for(group_id)
        held = set(access.holders_of(token).values_list("pk", flat=True))
        assert held == {cast.accounts[role].pk for role in people}
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {access.meant_for_sql('g.id')} FROM (SELECT %s::uuid AS id) g", [group_id]
            )
            assert cursor.fetchone()[0] == token


@pytest.mark.parametrize("kind", KINDS)
def test_rows_with_a_reader_of_their_own_know_who_reads(cast, kind):
    mine = Membership.objects.annotate(read=Value(cast.groups[kind].audience.pk, UUIDField()))
    seen = mine.filter(access.readable_by_its_own(audience="read")).values_list("account", flat=True)
    known = set(Membership.objects.values_list("account", flat=True))
    assert set(seen) == {cast.accounts[role].pk for role in readers(kind)} & known


@pytest.mark.parametrize("role", sorted(NAMES))
def test_predicate_says_the_same_for_each_viewer(cast, role):
    viewer = cast.viewer(role)
    expected = {cast.groups[kind].audience.pk for kind in KINDS if role in readers(kind)}
    if role in COLLEAGUES:
        expected.add(access.EVERYONE_AUDIENCE)
    assert set(access.readable_audiences(viewer).values_list("pk", flat=True)) == expected
    groups = Group.objects.filter(access.readable_by(viewer, "audience"))
    assert set(groups.values_list("kind", flat=True)) == {kind for kind in KINDS if role in readers(kind)}
    with connection.cursor() as cursor:
        where = access.readable_sql("a.id", "mine")
        cursor.execute(f"SELECT a.id FROM groups_audience a WHERE {where}", {"mine": list(viewer.tokens)})
        assert {row[0] for row in cursor.fetchall()} == expected
        where = access.reads_group_sql("g.id", "mine")
        cursor.execute(f"SELECT g.kind FROM groups_group g WHERE {where}", {"mine": list(viewer.tokens)})
        assert {row[0] for row in cursor.fetchall()} == {kind for kind in KINDS if role in readers(kind)}


@pytest.mark.parametrize("role", sorted(set(NAMES) - {"left"}))
def test_visible_groups_and_people(cast, role):
    viewer = cast.viewer(role)
    kinds = set(Group.objects.filter(access.visible_groups(viewer)).values_list("kind", flat=True))
    assert kinds == (set(KINDS) if role in INSIDE | {"pending"} else set(KINDS) - {"hidden"})
    people = set(Account.objects.filter(access.visible_people(viewer)).values_list("pk", flat=True))
    known = INSIDE if role == "guest" else set(NAMES)
    assert people == {cast.accounts[one].pk for one in known}


def test_tokens_of_group_follow_the_kind(cast):
    group = cast.groups["open"].pk
    assert access.tokens_of_group("open", group) == ["everyone", f"group:{group}"]
    assert access.tokens_of_group("hidden", group) == [access.group_token(group)]


def test_guest_past_the_last_day_holds_nothing(cast):
    Account.objects.filter(pk=cast.guest.pk).update(until=(cast.now - timedelta(days=9999)).date())
    viewer = cast.viewer("guest")
    assert viewer.tokens == ()
    assert viewer.knows == {cast.guest.pk}
    assert not access.readers_of(cast.groups["closed"].audience).filter(pk=cast.guest.pk).exists()


def test_account_and_its_viewer_come_in_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        viewer = access.viewer_for(access.accounts_who_look().get(pk=cast.member.pk))
    assert viewer == cast.viewer("member")


@pytest.mark.parametrize("role", sorted(NAMES))
def test_the_account_of_a_request_is_the_same_one(cast, role, django_assert_num_queries):
    account = cast.accounts[role]
    with django_assert_num_queries(1):
        found = access.account_who_looks(account.pk)
        profile = getattr(found, "profile", None)
    one = access.accounts_who_look().get(pk=account.pk)
    assert vars(found) | {"_state": None} == vars(one) | {"_state": None}
    assert model_to_dict(profile) == model_to_dict(one.profile)
    assert access.viewer_for(found) == access.viewer_for(one)
    assert access.account_who_looks(uuid4()) is None


@pytest.mark.parametrize(
    ("role", "owns", "inside"), [("owner", True, True), ("member", False, True), ("outsider", False, False)]
)
def test_standing_of_the_viewer(cast, role, owns, inside):
    viewer, group = cast.viewer(role), cast.groups["closed"]
    assert access.is_owner(viewer, group.pk) is owns
    assert access.is_member(viewer, group.pk) is inside
    assert not access.is_owner(viewer, None)
    assert not access.is_archived(group.pk)


def test_where_somebody_can_write(cast):
    member, guest = cast.viewer("member"), cast.viewer("guest")
    closed = cast.groups["closed"]
    assert access.audience_of(member) == (access.EVERYONE_AUDIENCE, None)
    assert access.audience_of(guest, closed.slug) == (closed.audience.pk, closed.pk)
    for viewer, slug in ((guest, ""), (cast.viewer("outsider"), closed.slug), (member, "nergens")):
        with pytest.raises(Unseen):
            access.audience_of(viewer, slug)


def test_what_every_colleague_reads_is_public(cast):
    assert access.is_public(access.EVERYONE_AUDIENCE)
    public = {kind for kind in KINDS if access.is_public(Audience.objects.get(group=cast.groups[kind]).pk)}
    assert public == {"open", "on_request"}
