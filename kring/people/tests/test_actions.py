"""What people change about themselves and each other."""

import pytest

from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id
from kring.people import actions, queries
from kring.people.actions.imports import bring_profiles
from kring.people.models import Department, Expertise, PersonFollow, Profile
from kring.people.texts import BroughtProfile, Placement, ProfileText

pytestmark = pytest.mark.django_db


def profile_of(account) -> Profile:
    return Profile.objects.get(account=account)


def events(name: str) -> int:
    return Event.objects.filter(name=name).count()


def test_every_account_has_a_profile_and_gets_one_only(cast):
    actions.give_profile(account_id=cast.guest.pk)
    assert Profile.objects.filter(account=cast.guest).count() == 1


def test_saved_profile_says_what_was_told(cast):
    place = actions.place_named(name="Werf Noord")
    text = ProfileText(function="Boswachter", about="Bomen", days="vr,ma", languages="Fries", place_id=place)
    actions.save_profile(actor=cast.viewer("member"), text=text, now=cast.now)
    saved = profile_of(cast.member)
    assert (saved.function, saved.about, saved.days, saved.place_id) == (
        "Boswachter",
        "Bomen",
        "mo,fr",
        place,
    )
    assert saved.department_id is not None, "the department is not the person's own to change"
    assert events("ProfileChanged") == 1


def test_unknown_place_is_not_saved(cast):
    with pytest.raises(Unseen):
        actions.save_profile(actor=cast.viewer("member"), text=ProfileText(place_id=new_id()), now=cast.now)


@pytest.mark.parametrize("face", ["f07", ""])
def test_face_is_a_drawing_or_initials(cast, face):
    actions.set_face(actor=cast.viewer("member"), face=face, now=cast.now)
    assert profile_of(cast.member).face == face


def test_unknown_drawing_is_refused(cast):
    with pytest.raises(Unseen):
        actions.set_face(actor=cast.viewer("member"), face='f99"><script>', now=cast.now)


def test_expertise_in_another_spelling_is_the_same(cast):
    viewer = cast.viewer("member")
    for name in ("Wmo", " WMO ", "", "?"):
        actions.add_expertise(actor=viewer, name=name, now=cast.now)
    assert [row.name for row in Expertise.objects.filter(account=viewer.id)] == ["Wmo"]
    assert events("ExpertiseAdded") == 1


def test_expertise_can_be_taken_back_by_its_owner_only(cast):
    actions.add_expertise(actor=cast.viewer("member"), name="Wmo", now=cast.now)
    actions.remove_expertise(actor=cast.viewer("employee"), slug="wmo", now=cast.now)
    assert Expertise.objects.count() == 1
    for _ in range(2):
        actions.remove_expertise(actor=cast.viewer("member"), slug="wmo", now=cast.now)
    assert (Expertise.objects.count(), events("ExpertiseRemoved")) == (0, 1)


def test_following_twice_is_one_follow(cast):
    viewer = cast.viewer("employee")
    for _ in range(2):
        actions.follow_person(actor=viewer, person_id=cast.member.pk, now=cast.now)
    assert (PersonFollow.objects.count(), events("PersonFollowed")) == (1, 1)
    for _ in range(2):
        actions.unfollow_person(actor=viewer, person_id=cast.member.pk, now=cast.now)
    assert (PersonFollow.objects.count(), events("PersonUnfollowed")) == (0, 1)


def test_whom_one_cannot_see_one_cannot_follow(cast):
    with pytest.raises(Unseen):
        actions.follow_person(actor=cast.viewer("guest"), person_id=cast.outsider.pk, now=cast.now)
    with pytest.raises(Unseen):
        actions.unfollow_person(actor=cast.viewer("guest"), person_id=cast.outsider.pk, now=cast.now)
    actions.follow_person(actor=cast.viewer("guest"), person_id=cast.member.pk, now=cast.now)


@pytest.mark.parametrize("role", ["employee", "left"])
def test_following_oneself_or_who_left_is_refused(cast, role):
    with pytest.raises(Refused):
        actions.follow_person(actor=cast.viewer("employee"), person_id=cast.accounts[role].pk, now=cast.now)


def test_administrator_places_somebody(cast):
    home = actions.department_named(name="Burgerzaken")
    placement = Placement(department_id=home, function="Baliemedewerker", manager_id=cast.owner.pk)
    actions.place_person(
        actor=cast.viewer("administrator"), person_id=cast.member.pk, placement=placement, now=cast.now
    )
    saved = profile_of(cast.member)
    assert (saved.department_id, saved.function, saved.manager_id) == (home, "Baliemedewerker", cast.owner.pk)


def test_others_place_nobody(cast):
    with pytest.raises(Refused):
        actions.place_person(
            actor=cast.viewer("member"), person_id=cast.member.pk, placement=Placement(), now=cast.now
        )


@pytest.mark.parametrize("field", ["department_id", "place_id", "manager_id"])
def test_placement_that_does_not_exist_is_unseen(cast, field):
    placement = Placement(**{field: new_id()})
    with pytest.raises(Unseen):
        actions.place_person(actor=None, person_id=cast.member.pk, placement=placement, now=cast.now)


def test_departments_and_places_are_made_once(cast):
    top = actions.department_named(name="Sociaal Domein", slug="sociaal", text="Samen")
    assert actions.department_named(name="Anders", slug="sociaal") == top
    below = actions.department_named(name="Wmo-loket", parent_id=top)
    assert Department.objects.get(pk=below).parent_id == top
    assert actions.place_named(name=" De Kade ") == actions.place_named(name="De Kade")


def test_brought_subjects_keep_their_order_and_tell_nobody(cast):
    Profile.objects.filter(account=cast.member).delete()
    told = BroughtProfile(text=ProfileText(days="ma,di"), expertise=("Wmo", "wmo", "Jeugd", "Bomen"))
    before = Event.objects.count()
    bring_profiles(profiles={cast.member.pk: told}, now=cast.now)
    page = queries.person(cast.viewer("employee"), "tom.dijkman", cast.now.date())
    assert [word.name for word in page.expertise] == ["Wmo", "Jeugd", "Bomen"]
    assert (page.days, Event.objects.count()) == (("mo", "tu"), before)


def test_onboarding_is_finished_once(cast):
    Profile.objects.filter(account=cast.member).update(onboarded_at=None)
    Event.objects.all().delete()
    for _ in range(2):
        actions.finish_onboarding(actor=cast.viewer("member"), now=cast.now)
    assert profile_of(cast.member).onboarded_at == cast.now
    assert events("OnboardingFinished") == 1
