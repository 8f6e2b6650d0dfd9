"""The metric `notice_load`: bell, push and mail per colleague."""

from datetime import timedelta

import pytest

from kring.identity.models import Account
from kring.identity.rules import may_see_figures
from kring.infra.models import Mail, MailState
from kring.infra.verdict import Refused
from kring.notifications.models import Notice
from kring.notifications.queries import NoticeLoad, notice_load
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def load(cast, who="community_manager", end=DAY):
    return notice_load(cast.viewer(who), cast.now - 2 * DAY, cast.now + end)


def test_bells_and_mails_count_for_each_colleague_and_guests_do_not(cast):
    assert load(cast) == NoticeLoad(0, 0, 0)
    cast.publish("owner", "closed", source=f"Dag @{cast.member.handle} en @{cast.guest.handle}.")
    run_jobs()
    people = list(Account.objects.filter(kind="employee", is_active=True))
    assert Notice.objects.count() == 2
    assert load(cast) == NoticeLoad(pytest.approx(1 / len(people)), 0, 0)
    for account in people:
        Mail.objects.create(
            key=f"notice.{account.pk}",
            kind="notice",
            account_id=account.pk,
            state=MailState.SENT,
            not_before=cast.now,
            queued_at=cast.now,
            done_at=cast.now,
        )
    assert load(cast) == NoticeLoad(pytest.approx(1 + 1 / len(people)), 1, 1)


def test_what_is_outside_the_time_does_not_count(cast):
    cast.publish("owner", "closed", source=f"Dag @{cast.member.handle}.")
    run_jobs()
    assert load(cast, end=-DAY) == NoticeLoad(0, 0, 0)


def test_only_who_works_with_figures_sees_it(cast):
    assert may_see_figures(cast.viewer("administrator"))
    with pytest.raises(Refused):
        load(cast, "employee")
