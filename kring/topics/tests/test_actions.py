"""Making topics, and following them."""

import pytest

from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.topics import actions, queries
from kring.topics.models import Topic, TopicFollow
from kring.topics.tests.make import make_topic

pytestmark = pytest.mark.django_db


def test_names_meet_in_another_spelling(cast):
    cards = actions.topics_named(names=["#Café-beleid", "cafe-beleid", "Wmo", "!"], now=cast.now)
    assert [card.slug for card in cards] == ["cafe-beleid", "wmo"]
    again = actions.topics_named(names=["WMO"], now=cast.later)
    assert again[0].id == cards[1].id
    assert Topic.objects.count() == 2


def test_topic_becomes_public_and_stays_so(cast):
    closed = make_topic("reorganisatie", now=cast.now, public=False)
    assert not Topic.objects.get(pk=closed.id).is_public
    make_topic("reorganisatie", now=cast.now, public=True)
    make_topic("reorganisatie", now=cast.now, public=False)
    assert Topic.objects.get(pk=closed.id).is_public


def test_described_topic_is_public_and_keeps_its_id(cast):
    plain = make_topic("wmo", now=cast.now, public=False)
    described = actions.describe_topic(slug="wmo", name="Wmo", text="Hulp thuis.", now=cast.later)
    row = Topic.objects.get(pk=plain.id)
    assert (described.id, row.name, row.text, row.is_public) == (plain.id, "Wmo", "Hulp thuis.", True)
    assert row.created_at == cast.now


def test_following_twice_is_one_follow_and_one_event(cast):
    make_topic("wmo", now=cast.now)
    for _ in range(2):
        actions.follow_topic(actor=cast.viewer("employee"), slug="wmo", now=cast.now)
    assert TopicFollow.objects.count() == 1
    assert Event.objects.filter(name="TopicFollowed").count() == 1


def test_unfollowing_ends_it_and_again_changes_nothing(cast):
    make_topic("wmo", now=cast.now)
    actions.follow_topic(actor=cast.viewer("employee"), slug="wmo", now=cast.now)
    for _ in range(2):
        actions.unfollow_topic(actor=cast.viewer("employee"), slug="wmo", now=cast.now)
    assert not TopicFollow.objects.exists()
    assert Event.objects.filter(name="TopicUnfollowed").count() == 1


def test_guest_is_refused_with_a_reason(cast):
    make_topic("wmo", now=cast.now)
    with pytest.raises(Refused) as refused:
        actions.follow_topic(actor=cast.viewer("guest"), slug="wmo", now=cast.now)
    assert refused.value.reason


def test_topic_of_a_closed_group_cannot_be_followed_by_name(cast):
    make_topic("reorganisatie", now=cast.now, public=False)
    for slug in ("reorganisatie", "bestaat-niet"):
        with pytest.raises(Unseen):
            actions.follow_topic(actor=cast.viewer("employee"), slug=slug, now=cast.now)
        with pytest.raises(Unseen):
            actions.unfollow_topic(actor=cast.viewer("employee"), slug=slug, now=cast.now)


def test_follower_listens_to_the_topic_at_once(cast):
    topic = make_topic("wmo", now=cast.now)
    actions.follow_topic(actor=cast.viewer("employee"), slug="wmo", now=cast.now)
    assert [card.id for card in queries.followed_topics(cast.viewer("employee"))] == [topic.id]
