"""Who may follow topics."""

import pytest

from kring.topics import rules

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "may"), [("employee", True), ("administrator", True), ("guest", False)])
def test_only_colleagues_may_follow_topics(cast, role, may):
    verdict = rules.may_follow_topics(cast.viewer(role))
    assert bool(verdict) is may
    assert bool(verdict.reason) is not may
