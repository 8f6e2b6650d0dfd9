"""Profiles, departments and what the first visit proposes."""

from datetime import date

import pytest

from kring.infra.verdict import Refused, Unseen
from kring.people import actions, queries
from kring.people.models import Profile
from kring.people.tests.make import make_person, make_profile
from kring.people.texts import Placement, ProfileText

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)


def see(cast, role, handle):
    return queries.person(cast.viewer(role), handle, FRIDAY)


def test_profile_shows_what_was_told(cast, django_assert_num_queries):
    text = ProfileText(function="Casemanager", phone="0123", days="mo,fr", languages="Nederlands, Fries")
    actions.save_profile(actor=cast.viewer("member"), text=text, now=cast.now)
    actions.add_expertise(actor=cast.viewer("member"), name="Bomen", now=cast.now)
    viewer = cast.viewer("employee")
    with django_assert_num_queries(3):
        page = queries.person(viewer, "tom.dijkman", FRIDAY)
    assert (page.card.function, page.phone, page.languages) == (
        "Casemanager",
        "0123",
        ("Nederlands", "Fries"),
    )
    assert [word.name for word in page.expertise] == ["Bomen"]
    assert page.works_today
    assert page.week[4] == ("vr", True, True)
    assert page.email == "member@waterrijk.example"
    assert {mate.name for mate in page.team} <= {account.name for account in cast.accounts.values()}


@pytest.mark.parametrize(
    ("handle", "seen"),
    [
        ("tom.dijkman", True),
        ("trijntje.de.boer", True),
        ("dewi.santoso", True),
        ("bram.wiersma", False),
        ("noor.de.wit", False),
        ("henk.visser", False),
        ("niemand", False),
    ],
)
def test_guest_sees_only_people_of_the_own_groups(cast, handle, seen):
    if seen:
        assert see(cast, "guest", handle).card.handle == handle
    else:
        with pytest.raises(Unseen):
            see(cast, "guest", handle)


def test_guest_gets_no_phone_no_mail_and_only_known_team(cast):
    text = ProfileText(phone="0123")
    actions.save_profile(actor=cast.viewer("member"), text=text, now=cast.now)
    placement = Placement(
        department_id=Profile.objects.get(account=cast.member).department_id, manager_id=cast.employee.pk
    )
    actions.place_person(actor=None, person_id=cast.member.pk, placement=placement, now=cast.now)
    page = see(cast, "guest", "tom.dijkman")
    assert (page.phone, page.email, page.manager) == ("", "", None)
    assert {mate.name for mate in page.team} <= {"Trijntje de Boer", "Dewi Santoso"}
    assert see(cast, "member", "tom.dijkman").manager.name == "Noor de Wit"


@pytest.mark.parametrize(
    "role", ["employee", "member", "owner", "outsider", "administrator", "works_council"]
)
def test_who_left_keeps_the_name_only(cast, role):
    Profile.objects.filter(account=cast.left).update(
        about="Geheim", phone="0123", face="f01", function="Baas"
    )
    page = see(cast, role, "henk.visser")
    assert page.card.name == "Henk Visser"
    assert not page.card.is_active
    assert (page.about, page.phone, page.email, page.card.face, page.card.function) == ("", "", "", "", "")


def test_follow_shows_on_the_profile(cast):
    actions.follow_person(actor=cast.viewer("employee"), person_id=cast.member.pk, now=cast.now)
    assert see(cast, "employee", "tom.dijkman").is_followed
    assert not see(cast, "owner", "tom.dijkman").is_followed
    assert see(cast, "member", "tom.dijkman").is_self


def test_own_profile_and_placement_come_back_as_saved(cast):
    text = ProfileText(about="Hoi", days="mo")
    actions.save_profile(actor=cast.viewer("member"), text=text, now=cast.now)
    own = queries.own_profile(cast.viewer("member"))
    assert own.text == text
    card, placement = queries.placement(cast.viewer("administrator"), "noor.de.wit")
    assert (card.name, placement.function) == ("Noor de Wit", "Adviseur")
    with pytest.raises(Unseen):
        queries.placement(cast.viewer("administrator"), "niemand")


def test_places_are_for_colleagues(cast):
    assert [name for _, name in queries.places(cast.viewer("employee"))] == ["Gemeentehuis"]
    assert queries.places(cast.viewer("guest")) == ()


def test_tree_counts_people_below(cast, django_assert_num_queries):
    ruimte = actions.department_named(name="Ruimte")
    team = actions.department_named(name="Vergunningen", parent_id=ruimte)
    make_person("Aad Smit", make_profile(department=team))
    viewer = cast.viewer("employee")
    with django_assert_num_queries(2):
        nodes = queries.departments_tree(viewer)
    by_name = {node.card.name: node for node in nodes}
    assert set(by_name) == {"Burgerzaken", "Ruimte"}
    assert by_name["Ruimte"].children[0].people == 1
    own = Profile.objects.filter(department=ruimte, account__is_active=True).count()
    assert by_name["Ruimte"].people == own + 1
    assert [(card.name, depth) for card, depth in queries.departments_in_order(viewer)] == [
        ("Burgerzaken", 0),
        ("Ruimte", 0),
        ("Vergunningen", 1),
    ]


def test_department_shows_path_and_people(cast, django_assert_num_queries):
    team = actions.department_named(name="Vergunningen", parent_id=actions.department_named(name="Ruimte"))
    make_person("Aad Smit", make_profile(department=team))
    viewer = cast.viewer("employee")
    with django_assert_num_queries(4):
        page = queries.department(viewer, "vergunningen", "", FRIDAY)
    assert [card.name for card in page.path] == ["Ruimte"]
    assert ([row.card.name for row in page.rows], page.people) == (["Aad Smit"], 1)
    with pytest.raises(Unseen):
        queries.department(viewer, "bestaat-niet", "", FRIDAY)
    with pytest.raises(Refused):
        queries.department(cast.viewer("guest"), "vergunningen", "", FRIDAY)


def test_first_visit_proposes_what_is_near(cast):
    home = actions.department_named(name="Ruimte")
    make_person("Aad Smit", make_profile("Bomen", "Wmo", department=home))
    make_person("Ben Smit", make_profile("Bomen", department=home))
    actions.add_expertise(actor=cast.viewer("employee"), name="wmo", now=cast.now)
    viewer = cast.viewer("employee")
    assert [word.name for word in queries.expertise_ideas(viewer)] == ["Bomen"]
    near = queries.people_to_follow(viewer)
    assert cast.employee.pk not in {card.id for card in near}
    assert {card.name for card in near} <= {a.name for a in cast.accounts.values()} | {"Aad Smit", "Ben Smit"}


def test_guest_is_proposed_people_of_the_own_groups_only(cast):
    viewer = cast.viewer("guest")
    assert queries.expertise_ideas(viewer) == ()
    assert {card.id for card in queries.people_to_follow(viewer)} <= viewer.knows - {viewer.id}
