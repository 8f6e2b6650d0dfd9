"""The access predicate for many readers in one statement says the same as for one."""

import pytest
from django.db import connection

from kring.discussion.models import Thread
from kring.groups.access import held_sql, readable_by, readable_by_held_sql
from kring.identity.models import Account
from tests.cast import Cast, viewer_now

pytestmark = pytest.mark.django_db


def test_predicate_for_many_readers_equals_the_one_for_each(cast: Cast) -> None:
    for where in ("", "open", "on_request", "closed", "hidden"):
        cast.publish("owner", where)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, t.id FROM discussion_thread t,"
            f" (SELECT id, {held_sql('b.id')} AS held FROM identity_account b) p"
            f" WHERE {readable_by_held_sql('t.audience_id', 'p.held')}"
        )
        together = set(cursor.fetchall())
    one_by_one = {
        (account.pk, thread)
        for account in Account.objects.all()
        for thread in Thread.objects.filter(readable_by(viewer_now(account))).values_list("pk", flat=True)
    }
    assert together == one_by_one
