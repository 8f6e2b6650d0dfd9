"""What still comes by of a group that is muted."""

import pytest

from kring.discussion.actions.follows import follow_thread
from kring.groups.actions import mute_group
from kring.timelines.queries import Lane, fresh_count, page

pytestmark = pytest.mark.django_db


def titles(cast, role="member"):
    return [card.title for card in page(cast.viewer(role), Lane()).cards]


@pytest.fixture
def muted(cast):
    mute_group(actor=cast.viewer("member"), group_id=cast.groups["closed"].pk, now=cast.now)


def test_of_a_muted_group_nothing_comes_by_for_who_muted_it(cast, muted):
    cast.publish("owner", "closed", title="Uit de groep")
    assert "Uit de groep" not in titles(cast)
    assert "Uit de groep" in titles(cast, "owner")
    assert fresh_count(cast.viewer("member"), Lane(), cast.now.replace(year=2020)) == 0


def test_what_one_follows_there_comes_by(cast, muted):
    thread = cast.publish("owner", "closed", title="Uit de groep")
    follow_thread(thread_id=thread.pk, follower=cast.viewer("member"), now=cast.now)
    assert "Uit de groep" in titles(cast)


def test_where_one_is_named_comes_by(cast, muted):
    cast.publish("owner", "closed", title="Voor jou", source=f"Dag @{cast.member.handle}.")
    assert "Voor jou" in titles(cast)


def test_other_groups_come_by(cast, muted):
    cast.publish("owner", "open", title="Uit een andere groep")
    assert "Uit een andere groep" in titles(cast)
