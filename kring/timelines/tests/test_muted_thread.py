"""A mute for a while: it ends by hand or by time, and then all is as it was."""

from datetime import timedelta

import pytest

from kring.discussion.actions.follows import end_mute, end_past_mutes, follow_thread, mute_thread
from kring.discussion.models import ThreadFollow
from kring.kit.clock import LONG, until_of, utcnow
from kring.timelines.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(cast):
    return cast.publish("colleague")


def muted(cast, thread, long="week"):
    viewer = cast.viewer("employee")
    until = until_of(long, cast.now)
    mute_thread(thread_id=thread.pk, follower=viewer, now=cast.now, until=until)
    return viewer


def listens(cast, thread):
    return Subscription.objects.filter(account=cast.employee.pk, stream=thread.pk).exists()


def test_a_mute_of_a_week_ends_after_it_and_not_before(cast, thread):
    muted(cast, thread)
    assert end_past_mutes(now=cast.now + LONG["week"] - timedelta(seconds=1)) == 0
    assert end_past_mutes(now=cast.now + LONG["week"]) == 1
    assert not ThreadFollow.objects.filter(account=cast.employee.pk).exists()


def test_a_mute_for_good_does_not_end_by_itself(cast, thread):
    muted(cast, thread, "always")
    assert end_past_mutes(now=cast.now + timedelta(days=9999)) == 0


def test_who_followed_follows_again_and_sees_it_again(cast, thread):
    follow_thread(thread_id=thread.pk, follower=cast.viewer("employee"), now=cast.now)
    muted(cast, thread, "day")
    muted(cast, thread, "week")  # longer, on second thoughts
    assert not listens(cast, thread)
    end_past_mutes(now=cast.now + LONG["week"])
    row = ThreadFollow.objects.get(account=cast.employee.pk)
    assert (row.muted, row.until, row.followed) == (False, None, False)
    assert listens(cast, thread)


def test_ending_it_by_hand_is_as_before_the_mute(cast, thread):
    viewer = muted(cast, thread)
    end_mute(thread_id=thread.pk, follower=viewer, now=cast.now)
    assert not ThreadFollow.objects.filter(account=viewer.id).exists()


def test_the_page_offers_three_lengths_and_one_tap_back(cast, thread, client):
    client.force_login(cast.employee)
    address = f"/threads/{thread.pk}/mute/"
    assert f"{address}?long=week" in client.get(f"/threads/{thread.pk}/").content.decode()
    page = client.post(f"{address}?long=week", {"want": "1"}, follow=True).content.decode()
    assert "Gedempt tot" in page
    assert f"{address}?want=0" in page
    row = ThreadFollow.objects.get(account=cast.employee.pk)
    assert abs(row.until - utcnow() - LONG["week"]) < timedelta(minutes=1)
    client.post(f"{address}?want=0")
    assert not ThreadFollow.objects.filter(account=cast.employee.pk).exists()
    assert client.post(f"{address}?long=year", {"want": "1"}).status_code == 400
