"""Follow beats the mute of a group; what is said to one person too."""

import pytest

from kring.discussion.actions.follows import follow_thread
from kring.groups.actions import mute_group
from kring.notifications.models import Notice
from kring.notifications.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make.person("Anna Smit"), make.person("Bram Wiersma"), make.person("Cas Mulder")


def told(viewer):
    return [notice.reason for notice in Notice.objects.filter(account=viewer.id)]


def test_who_muted_the_group_hears_of_a_thread_he_follows_and_of_his_name(people):
    anna, bram, cas = people
    group = make.closed_group(anna, bram, cas)
    mute_group(actor=make.again(cas), group_id=group.pk, now=make.NOON)
    thread = make.ask(anna, group=group)
    make.reply(bram, thread)
    make.deliver()
    assert told(cas) == []
    make.ask(anna, group=group, source=f"Dag @{make.again(cas).handle}.")
    make.deliver()
    assert told(cas) == ["mention"]
    follow_thread(thread_id=thread.pk, follower=make.again(cas), now=make.at(1))
    make.reply(bram, thread, now=make.at(2))
    make.deliver()
    assert sorted(told(cas)) == ["comment", "mention"]


def test_who_asked_in_a_muted_group_hears_the_answer(people):
    anna, bram, cas = people
    group = make.closed_group(anna, bram, cas)
    thread = make.ask(cas, group=group)
    mute_group(actor=make.again(cas), group_id=group.pk, now=make.NOON)
    make.reply(bram, thread, answer=True, now=make.at(1))
    make.deliver()
    assert told(cas) == ["answer"]
