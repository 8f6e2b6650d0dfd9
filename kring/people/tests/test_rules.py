"""Who may look through, follow and place people."""

import pytest

from kring.people import rules

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
