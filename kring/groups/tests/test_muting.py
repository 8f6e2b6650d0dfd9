"""Hearing nothing of a group for a while."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kring.groups.actions import end_group_mute, end_past_group_mutes, leave_group, mute_group
from kring.groups.models import GroupMute
from kring.infra.verdict import Unseen

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_it_ends_by_time_and_by_hand(cast):
    viewer, group = cast.viewer("member"), cast.groups["closed"]
    mute_group(actor=viewer, group_id=group.pk, now=cast.now, until=cast.now + DAY)
    mute_group(actor=viewer, group_id=group.pk, now=cast.now, until=cast.now + 2 * DAY)
    assert end_past_group_mutes(now=cast.now + DAY) == 0
    assert end_past_group_mutes(now=cast.now + 2 * DAY) == 1
    mute_group(actor=viewer, group_id=group.pk, now=cast.now)
    assert end_past_group_mutes(now=cast.now + 9 * DAY) == 0
    end_group_mute(actor=viewer, group_id=group.pk)
    assert not GroupMute.objects.exists()


def test_a_group_that_one_may_not_know_cannot_be_muted(cast):
    for group_id in (cast.groups["hidden"].pk, uuid4()):
        with pytest.raises(Unseen):
            mute_group(actor=cast.viewer("outsider"), group_id=group_id, now=cast.now)


def test_who_leaves_and_comes_back_hears_of_it(cast):
    viewer, group = cast.viewer("member"), cast.groups["open"]
    mute_group(actor=viewer, group_id=group.pk, now=cast.now)
    leave_group(actor=viewer, group_id=group.pk, now=cast.now)
    assert not GroupMute.objects.exists()


def test_the_page_says_until_when_and_takes_it_back(cast, client):
    client.force_login(cast.member)
    address = f"/groups/{cast.groups['closed'].slug}/"
    page = client.post(f"{address}mute/?long=day", {"want": "1"}, follow=True).content.decode()
    assert "Gedempt tot" in page
    assert f"{address}mute/?want=0" in page
    client.post(f"{address}mute/?want=0")
    assert "?long=day" in client.get(address).content.decode()
    assert client.post(f"{address}mute/?long=year", {"want": "1"}).status_code == 400
