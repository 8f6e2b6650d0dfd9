"""Who wants to hear of what over which road, and when."""

from datetime import time, timedelta

import pytest

from kring.notifications.channels import moments, wants
from kring.notifications.models import Choice, Hours, Reason, Road
from kring.notifications.rules import DEFAULT_ROADS, FIXED
from kring.notifications.tests.make import NOON, account

pytestmark = pytest.mark.django_db


def test_every_reason_has_roads_and_what_is_fixed_is_on():
    assert set(DEFAULT_ROADS) == set(Reason)
    assert all(road in DEFAULT_ROADS[reason] for reason, road in FIXED)


def test_people_want_the_default_until_they_choose(django_assert_num_queries):
    noor, jeroen = account("Noor de Wit").pk, account("Jeroen Bakker").pk
    Choice.objects.create(account_id=noor, reason=Reason.MENTION, road=Road.MAIL, on=False)
    Choice.objects.create(account_id=jeroen, reason=Reason.COMMENT, road=Road.MAIL, on=True)
    with django_assert_num_queries(2):
        assert wants([noor, jeroen], Reason.MENTION, Road.MAIL) == {jeroen}
        assert wants([noor, jeroen], Reason.COMMENT, Road.MAIL) == {jeroen}
    assert wants([noor, jeroen], Reason.COMMENT, Road.DIGEST) == {noor, jeroen}


def test_moments_come_for_all_and_later_for_who_rests(django_assert_num_queries):
    noor, jeroen = account("Noor de Wit").pk, account("Jeroen Bakker").pk
    Hours.objects.create(account_id=noor, quiet_from=time(13), quiet_until=time(14))  # noon is 13:00 here
    with django_assert_num_queries(1):
        assert moments([noor, jeroen], NOON) == {noor: NOON + timedelta(hours=1), jeroen: NOON}
