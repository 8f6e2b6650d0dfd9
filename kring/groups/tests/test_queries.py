"""What each of the cast sees of groups, their members and who reads."""

import pytest

from kring.groups import actions, queries
from kring.groups.access import EVERYONE_AUDIENCE, readers_of
from kring.groups.queries import GroupFilter
from kring.groups.tests.make import fill_group, make_group
from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id
from tests.cast import NAMES

pytestmark = pytest.mark.django_db

KINDS = ("open", "on_request", "closed", "hidden")
INSIDE = {"member", "owner", "guest"}
KNOWS_HIDDEN = INSIDE | {"pending"}  # was invited there
PRESENT = sorted(set(NAMES) - {"left"})


def listed(cast, role, **wanted):
    found = queries.groups(cast.viewer(role), GroupFilter(**wanted))
    return {card.name.removeprefix("Groep "): card for card in found.cards}, found.total


@pytest.mark.parametrize("role", PRESENT)
def test_list_shows_what_the_viewer_may_know(cast, role):
    cards, total = listed(cast, role)
    expected = set(KINDS) if role in KNOWS_HIDDEN else {"open", "on_request", "closed"}
    assert set(cards) == expected
    assert total == len(expected)
    closed = cards["closed"]
    assert (closed.members is not None) is (role in INSIDE), "how many are inside, only they know"


def test_left_person_sees_no_group(cast):
    assert listed(cast, "left") == ({}, 0)


def test_filters_narrow_the_list(cast):
    assert set(listed(cast, "owner", kind="closed")[0]) == {"closed"}
    assert set(listed(cast, "owner", q="hidden waarvoor")[0]) == {"hidden"}
    assert listed(cast, "outsider", q="hidden") == ({}, 0)
    assert set(listed(cast, "member", mine=True)[0]) == set(KINDS)
    assert listed(cast, "outsider", mine=True) == ({}, 0)
    actions.archive_group(actor=cast.viewer("owner"), group_id=cast.groups["open"].pk, now=cast.now)
    assert set(listed(cast, "outsider", archived=True)[0]) == {"open"}


@pytest.mark.slow
def test_pages_of_groups_follow_each_other(cast):
    for number in range(45):
        make_group(cast.viewer("owner"), f"{'Gelijk' if number % 2 else 'gelijk'}")
    viewer, after, seen = cast.viewer("outsider"), "", []
    while True:
        page = queries.groups(viewer, GroupFilter(), after)
        seen += [card.id for card in page.cards]
        if not page.next:
            break
        after = page.next
    assert len(seen) == len(set(seen)) == page.total == 48


@pytest.mark.parametrize("role", PRESENT)
@pytest.mark.parametrize("kind", KINDS)
def test_group_page_by_cast_and_kind(cast, role, kind):
    viewer, group = cast.viewer(role), cast.groups[kind]
    if kind == "hidden" and role not in KNOWS_HIDDEN:
        with pytest.raises(Unseen):
            queries.group(viewer, group.slug)
        return
    page = queries.group(viewer, group.slug)
    readable = readers_of(group.audience).filter(pk=viewer.id).exists()
    assert page.is_readable is readable is (kind in {"open", "on_request"} or role in INSIDE)
    if not readable:
        assert (page.size.total, page.owners, page.faces, page.welcome) == (0, (), (), "")
        assert (page.card.members, page.card.guests) == (None, None)


@pytest.mark.parametrize("role", PRESENT)
@pytest.mark.parametrize("kind", KINDS)
def test_members_are_listed_for_readers_only(cast, role, kind):
    viewer, group = cast.viewer(role), cast.groups[kind]
    if not readers_of(group.audience).filter(pk=viewer.id).exists():
        with pytest.raises(Unseen):
            queries.members(viewer, group.slug)
        return
    names = [member.card.name for member in queries.members(viewer, group.slug).members]
    assert names == ["Trijntje de Boer", "Tom Dijkman", "Dewi Santoso"]


@pytest.mark.parametrize("role", PRESENT)
def test_the_door_is_the_owners(cast, role):
    viewer, group = cast.viewer(role), cast.groups["on_request"]
    if role != "owner":
        with pytest.raises(Refused):
            queries.at_the_door(viewer, group.slug)
        with pytest.raises(Refused):
            queries.require_owner(viewer, group.slug)
        return
    queries.require_owner(viewer, group.slug)
    door = queries.at_the_door(viewer, group.slug)
    assert [one.card.name for one in door.asked] == ["Olaf Brink"]
    assert [one.card.name for one in door.blocked] == ["Kees van der Plas"]


def test_the_door_of_a_closed_group_is_not_there_for_others(cast):
    for role in ("outsider", "pending", "blocked", "administrator"):
        with pytest.raises(Unseen):
            queries.at_the_door(cast.viewer(role), "groep-closed")
        with pytest.raises(Unseen):
            queries.require_owner(cast.viewer(role), "groep-closed")


@pytest.mark.parametrize("role", PRESENT)
@pytest.mark.parametrize("kind", KINDS)
def test_exactly_who_reads_is_the_predicate_itself(cast, role, kind):
    viewer, audience = cast.viewer(role), cast.groups[kind].audience
    readers = readers_of(audience)
    if not readers.filter(pk=viewer.id).exists():
        with pytest.raises(Unseen):
            queries.exactly_who_reads(viewer, audience.pk)
        with pytest.raises(Unseen):
            queries.audience_size(viewer, audience.pk)
        with pytest.raises(Unseen):
            queries.reader_filter(viewer, audience.pk)
        return
    found = queries.exactly_who_reads(viewer, audience.pk)
    assert found.size.total == readers.count() == len(found.people) + found.unnamed
    assert found.size.guests == readers.filter(kind="guest").count() == len(found.size.named_guests)
    assert {card.id for card in found.people} <= set(readers.values_list("pk", flat=True))
    assert (found.unnamed > 0) is (role == "guest" and kind in {"open", "on_request"})


def test_everyone_is_every_colleague_and_no_guest(cast):
    found = queries.exactly_who_reads(cast.viewer("employee"), EVERYONE_AUDIENCE)
    assert (found.group, found.size.guests, found.size.colleagues) == (None, 0, len(PRESENT) - 1)
    for audience in (EVERYONE_AUDIENCE, new_id()):
        with pytest.raises(Unseen):
            queries.exactly_who_reads(cast.viewer("guest"), audience)


@pytest.mark.slow
def test_reader_lists_go_on_by_page(cast):
    group = cast.groups["closed"]
    fill_group(group, 70)
    viewer = cast.viewer("owner")
    first = queries.exactly_who_reads(viewer, group.audience.pk)
    second = queries.exactly_who_reads(viewer, group.audience.pk, first.next)
    names = {card.id for card in first.people} | {card.id for card in second.people}
    assert (len(names), second.next) == (73, "")
    members = queries.members(viewer, group.slug)
    more = queries.members(viewer, group.slug, members.next)
    assert len({one.card.id for one in (*members.members, *more.members)}) == 73


@pytest.mark.parametrize("kind", KINDS)
def test_readers_after_change_are_those_who_then_read(cast, kind):
    group = cast.groups["closed"]
    promised = queries.readers_after_change(group.pk, kind).total
    text = actions.GroupText(name="Groep", kind=kind)
    actions.change_group(
        actor=cast.viewer("owner"), group_id=group.pk, text=text, now=cast.now, widening_confirmed=True
    )
    assert readers_of(group.audience).count() == promised


def test_choices_are_everyone_and_the_own_groups_with_exact_sizes(cast, django_assert_num_queries):
    viewer = cast.viewer("member")
    with django_assert_num_queries(4):
        choices = queries.audience_choices(viewer)
    assert [choice.group.kind if choice.group else "" for choice in choices] == [
        "",
        "closed",
        "hidden",
        "on_request",
        "open",
    ]
    for choice in choices:
        assert choice.size.total == readers_of(choice.id).count()
    assert all(choice.group for choice in queries.audience_choices(cast.viewer("guest")))


def test_my_groups_leave_out_the_archive(cast, django_assert_num_queries):
    actions.archive_group(actor=cast.viewer("owner"), group_id=cast.groups["open"].pk, now=cast.now)
    viewer = cast.viewer("owner")
    with django_assert_num_queries(1):
        links = queries.my_groups(viewer)
    assert [(link.kind, link.ring, link.is_owner) for link in links] == [
        ("closed", "closed", True),
        ("hidden", "closed", True),
        ("on_request", "open", True),
    ]


@pytest.mark.parametrize(
    ("role", "shared"), [("member", 4), ("guest", 4), ("outsider", 0), ("pending", 0), ("blocked", 0)]
)
def test_profile_tells_only_shared_groups(cast, role, shared):
    found = queries.groups_in_common(cast.viewer("owner"), cast.accounts[role].pk)
    assert len(found) == shared
    assert queries.groups_in_common(cast.viewer("outsider"), cast.accounts[role].pk) == ()


def test_invitation_names_the_group_and_who_invites(cast):
    found = queries.my_invitations(cast.viewer("pending"))
    assert [(one.group.kind, one.by.name) for one in found] == [("hidden", "Trijntje de Boer")]
    assert queries.my_invitations(cast.viewer("outsider")) == ()


def test_newcomer_is_offered_open_groups_only(cast):
    assert [card.kind for card in queries.groups_to_join(cast.viewer("outsider"))] == ["open"]
    assert queries.groups_to_join(cast.viewer("member")) == ()
    assert queries.groups_to_join(cast.viewer("guest")) == ()


def test_addresses_lead_to_ids_only_for_who_may_know(cast):
    assert queries.group_id_of(cast.viewer("member"), "groep-hidden") == cast.groups["hidden"].pk
    with pytest.raises(Unseen):
        queries.group_id_of(cast.viewer("outsider"), "groep-hidden")
    assert queries.person_behind(cast.viewer("owner"), "tom.dijkman") == cast.member.pk
    with pytest.raises(Unseen):
        queries.person_behind(cast.viewer("guest"), "bram.wiersma")


@pytest.mark.parametrize("more", [0, 60])
def test_cost_does_not_grow_with_members(cast, more, django_assert_num_queries):
    fill_group(cast.groups["closed"], more)
    viewer = cast.viewer("owner")
    with django_assert_num_queries(8):
        queries.group(viewer, "groep-closed")
    with django_assert_num_queries(2):
        queries.members(viewer, "groep-closed")
    with django_assert_num_queries(2):
        queries.groups(viewer, GroupFilter())
