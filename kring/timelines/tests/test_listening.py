"""Who listens to which stream, where a thread stands, and where one had read up to."""

from datetime import timedelta

import pytest

from kring.discussion.actions.follows import follow_thread, mute_thread
from kring.groups.actions.founding import change_group
from kring.groups.actions.joining import leave_group
from kring.groups.texts import GroupText
from kring.people import actions as people
from kring.people.texts import Placement
from kring.timelines.actions import EVERYONE_STREAM, derive_subscriptions, open_timeline
from kring.timelines.models import StreamEntry, Subscription, Why
from kring.topics.actions import follow_topic, unfollow_topic
from kring.topics.models import Topic

pytestmark = pytest.mark.django_db


def streams(account) -> dict:
    return dict(Subscription.objects.filter(account=account.pk).values_list("stream", "why"))


def places(thread) -> set:
    return set(StreamEntry.objects.filter(thread=thread).values_list("stream", flat=True))


def test_following_a_person_is_listening(cast):
    me = cast.viewer("employee")
    people.follow_person(actor=me, person_id=cast.member.pk, now=cast.now)
    assert streams(cast.employee)[cast.member.pk] == Why.PERSON
    people.unfollow_person(actor=me, person_id=cast.member.pk, now=cast.now)
    assert cast.member.pk not in streams(cast.employee)


def test_following_a_topic_is_listening(cast):
    cast.publish("colleague", topics=("markt",))
    topic = Topic.objects.get(slug="markt")
    follow_topic(actor=cast.viewer("employee"), slug="markt", now=cast.now)
    assert streams(cast.employee)[topic.pk] == Why.TOPIC
    unfollow_topic(actor=cast.viewer("employee"), slug="markt", now=cast.now)
    assert topic.pk not in streams(cast.employee)


def test_another_department_is_another_stream(cast):
    home = people.department_named(name="Griffie")
    placement = Placement(department_id=home)
    people.place_person(
        actor=cast.viewer("administrator"), person_id=cast.member.pk, placement=placement, now=cast.now
    )
    assert [stream for stream, why in streams(cast.member).items() if why == Why.DEPARTMENT] == [home]


def test_who_leaves_a_group_listens_no_more(cast):
    group = cast.groups["open"]
    assert streams(cast.member)[group.pk] == Why.GROUP
    leave_group(actor=cast.viewer("member"), group_id=group.pk, now=cast.now)
    assert group.pk not in streams(cast.member)


def test_following_and_muting_a_thread(cast):
    thread, me = cast.publish("colleague"), cast.viewer("employee")
    follow_thread(thread_id=thread.pk, follower=me, now=cast.now)
    assert streams(cast.employee)[thread.pk] == Why.THREAD
    mute_thread(thread_id=thread.pk, follower=me, now=cast.now)
    assert thread.pk not in streams(cast.employee)


@pytest.mark.parametrize("role", ["employee", "member", "guest", "left"])
def test_deriving_anew_changes_nothing(cast, role):
    before = streams(cast.accounts[role])
    derive_subscriptions(account_id=cast.accounts[role].pk)
    assert streams(cast.accounts[role]) == before


def test_guests_and_who_left_do_not_listen_to_everyone(cast):
    listening = {role for role in cast.accounts if EVERYONE_STREAM in streams(cast.accounts[role])}
    assert listening == set(cast.accounts) - {"guest", "left"}


def test_closed_thread_stands_in_its_group_and_itself_only(cast):
    group = cast.groups["closed"]
    thread = cast.publish("owner", "closed", topics=("markt",))
    assert places(thread) == {thread.pk, group.pk}
    text = GroupText(name=group.name, kind="open", purpose=group.purpose)
    change_group(
        actor=cast.viewer("owner"), group_id=group.pk, text=text, now=cast.later, widening_confirmed=True
    )
    assert places(thread) > {thread.pk, group.pk, cast.owner.pk, Topic.objects.get(slug="markt").pk}
    text = GroupText(name=group.name, kind="closed", purpose=group.purpose)
    change_group(
        actor=cast.viewer("owner"), group_id=group.pk, text=text, now=cast.later, widening_confirmed=True
    )
    assert places(thread) == {thread.pk, group.pk}


def test_the_line_moves_with_the_next_visit(cast):
    me = cast.viewer("employee")
    assert open_timeline(reader=me, now=cast.now).before is None
    assert open_timeline(reader=me, now=cast.now + timedelta(minutes=10)).before is None
    assert open_timeline(reader=me, now=cast.later).before == cast.now
    assert open_timeline(reader=me, now=cast.later + timedelta(minutes=10)).before == cast.now


def test_what_waits_is_what_one_may_answer(cast):
    cast.publish("owner", "closed", title="Wie kan dit lezen?")
    cast.publish("colleague", title="Wie weet dit?")
    waiting = {role: open_timeline(reader=cast.viewer(role), now=cast.now) for role in ("outsider", "member")}
    assert [q.title for q in waiting["outsider"].waiting] == ["Wie weet dit?"]
    assert len(waiting["member"].waiting) == 2
    assert waiting["member"].everyone == len(cast.accounts) - 2
