"""Which topics somebody may see."""

import pytest

from kring.infra.verdict import Unseen
from kring.topics import actions, queries
from kring.topics.tests.make import make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(cast):
    """Two public topics, one named only in a closed group."""
    for name in ("omgevingswet", "omgevingsplan"):
        make_topic(name, now=cast.now)
    make_topic("omgevallen-project", now=cast.now, public=False)
    actions.follow_topic(actor=cast.viewer("employee"), slug="omgevingswet", now=cast.now)


def slugs(cards):
    return [card.slug for card in cards]


def test_suggestions_put_the_most_followed_first(cast, topics, django_assert_num_queries):
    viewer = cast.viewer("member")
    with django_assert_num_queries(1):
        found = queries.suggested_topics(viewer, "#Omgev")
    assert slugs(found) == ["omgevingswet", "omgevingsplan"]
    assert queries.suggested_topics(viewer, "#") == ()


@pytest.mark.parametrize("role", ["employee", "member", "owner", "outsider", "administrator", "guest"])
def test_topic_of_a_closed_group_is_suggested_to_nobody(cast, topics, role):
    viewer = cast.viewer(role)
    assert "omgevallen-project" not in slugs(queries.suggested_topics(viewer, "omge"))
    assert "omgevallen-project" not in slugs(queries.popular_topics(viewer))
    assert "omgevallen-project" not in queries.topics_by_slug(viewer, ["omgevallen-project"])


def test_guest_gets_no_topics(cast, topics):
    viewer = cast.viewer("guest")
    assert queries.suggested_topics(viewer, "omge") == ()
    assert queries.popular_topics(viewer) == ()
    with pytest.raises(Unseen):
        queries.topic(viewer, "omgevingswet")


def test_page_says_whether_you_follow_and_how_many(cast, topics, django_assert_num_queries):
    viewer = cast.viewer("employee")
    with django_assert_num_queries(2):
        page = queries.topic(viewer, "omgevingswet")
    assert (page.followers, page.is_followed) == (1, True)
    assert not queries.topic(cast.viewer("member"), "omgevingswet").is_followed


def test_closed_topic_opens_only_for_who_reads_a_thread_about_it(cast, topics):
    viewer = cast.viewer("member")
    with pytest.raises(Unseen):
        queries.topic(viewer, "omgevallen-project")
    with pytest.raises(Unseen):
        queries.topic(viewer, "omgevallen-project", carried=lambda topic_id: False)
    page = queries.topic(viewer, "omgevallen-project", carried=lambda topic_id: True)
    assert page.slug == "omgevallen-project"


def test_popular_topics_leave_out_what_you_follow(cast, topics):
    assert slugs(queries.popular_topics(cast.viewer("employee"))) == ["omgevingsplan"]
    assert slugs(queries.popular_topics(cast.viewer("member"))) == ["omgevingswet", "omgevingsplan"]
