"""The number of colleagues that the database keeps equals the number of holders of "everyone"."""

from datetime import timedelta

import pytest
from django.db import transaction

from kring.groups.access import EVERYONE, headcount
from kring.groups.models import Holding
from kring.identity.models import Account, AccountKind
from tests.cast import Cast


def counted() -> int:
    return Holding.objects.filter(token=EVERYONE).count()


@pytest.mark.django_db
def test_the_number_follows_every_way_in_which_accounts_change(cast: Cast) -> None:
    someone, start = Account.objects.get(pk=cast.viewer("member").id), headcount()
    assert start == counted() > 1
    today = cast.now.date()
    for change in (
        {"is_active": False},
        {"is_active": True},
        {"kind": AccountKind.GUEST},
        {"kind": AccountKind.EMPLOYEE, "until": today + timedelta(days=400)},
        {"until": today - timedelta(days=400)},
        {"until": None},
    ):
        Account.objects.filter(pk=someone.pk).update(**change)
        assert headcount() == counted()
    Account.objects.update(is_active=False)
    assert headcount() == counted() == 0
    Account.objects.update(is_active=True)
    assert headcount() == counted() >= start


@pytest.mark.django_db
def test_what_is_taken_back_was_never_counted(cast: Cast) -> None:
    start = headcount()
    with transaction.atomic():
        Account.objects.update(is_active=False)
        transaction.set_rollback(True)
    assert headcount() == start == counted()
