"""What each person wishes of notices holds for the digest too."""

from datetime import date

import pytest

from kring.digests.tests.make import morning, send_digests, want_daily
from kring.notifications.models import Choice, Hours, Reason, Road
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WIDE = "In de hele organisatie"


@pytest.mark.parametrize("on", [True, False])
def test_reason_that_is_not_for_the_digest_asks_for_nobody(cast: Cast, on: bool) -> None:
    want_daily(cast, "outsider")
    Choice.objects.create(account=cast.outsider, reason=Reason.PRAISE, road=Road.DIGEST, on=on)
    cast.give_praise("owner", "outsider")
    (letter,) = send_digests(morning(cast))
    assert (WIDE in letter.body) is not on  # told all the same as what everybody can see


def test_on_days_off_nothing_comes_and_afterwards_one(cast: Cast) -> None:
    want_daily(cast, "member")
    Hours.objects.create(account=cast.member, away_until=date(2026, 11, 25))
    for title in ("Eerste dag", "Tweede dag"):
        cast.publish("owner", "closed", title=title)
        cast.now = morning(cast)
        assert send_digests(cast.now) == []
    (letter,) = send_digests(morning(cast, 3))
    assert "Eerste dag" in letter.body
    assert "Tweede dag" in letter.body
