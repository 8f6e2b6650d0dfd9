"""Who may look through, follow and place people."""

import pytest

from kring.infra.verdict import Refused
from kring.people import rules
from kring.people.actions import add_expertise
from kring.people.models import Expertise

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "may"), [("employee", True), ("works_council", True), ("guest", False)])
def test_only_colleagues_may_list_people(cast, role, may):
    viewer = cast.viewer(role)
    assert bool(rules.may_list_people(viewer)) is may
    assert rules.is_colleague(viewer) is may


def test_nobody_may_follow_himself_or_who_left(cast):
    viewer = cast.viewer("employee")
    assert rules.may_follow_person(viewer, cast.member.pk, is_active=True)
    assert not rules.may_follow_person(viewer, cast.member.pk, is_active=False)
    assert not rules.may_follow_person(viewer, viewer.id, is_active=True)


@pytest.mark.parametrize(
    ("role", "may"),
    [("administrator", True), ("community_manager", False), ("owner", False), ("guest", False)],
)
def test_only_administrators_may_place_people(cast, role, may):
    assert bool(rules.may_place_people(cast.viewer(role))) is may


def test_subjects_are_few_enough_to_mean_something(cast):
    assert rules.may_add_expertise(39)
    assert not rules.may_add_expertise(40)
    viewer = cast.viewer("member")
    for number in range(40):
        add_expertise(actor=viewer, name=f"Onderwerp {number}", now=cast.now)
    with pytest.raises(Refused):
        add_expertise(actor=viewer, name="Nog een onderwerp", now=cast.now)
    assert Expertise.objects.filter(account_id=viewer.id).count() == 40
