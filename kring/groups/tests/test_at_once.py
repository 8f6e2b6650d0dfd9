"""Two people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kring.groups import actions
from kring.groups.models import Membership
from kring.groups.tests.make import as_viewer, make_group
from kring.identity.actions import NewAccount, create_account
from kring.infra.verdict import Refused
from kring.kit.names import split_name
from tests.cast import NOW


@pytest.mark.usefixtures("committed")
def test_two_owners_who_leave_at_once_leave_one():
    first, second = (
        create_account(person=NewAccount(None, split_name(name)), by=None, now=NOW)
        for name in ("Anna Bos", "Bea Vos")
    )
    group = make_group(as_viewer(first), "Samen")
    actions.enrol(group_id=group.pk, account_ids=[second.pk], now=NOW)
    actions.make_owner(actor=as_viewer(first), group_id=group.pk, person_id=second.pk, now=NOW)

    def leave(viewer):
        try:
            actions.leave_group(actor=viewer, group_id=group.pk, now=NOW)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "left"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(leave, [as_viewer(first), as_viewer(second)]))
    assert sorted(outcomes) == ["left", "refused"]
    assert Membership.objects.filter(group=group, is_owner=True).count() == 1
