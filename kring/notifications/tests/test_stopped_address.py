"""An address that refused mail three times: its owner reads why, an administrator sends again."""

import pytest

from kring.identity.actions import send_mail_again
from kring.infra import bounces
from kring.infra.verdict import Refused

pytestmark = pytest.mark.django_db
WHY = "Je krijgt geen mail meer"


@pytest.fixture
def stopped(cast):
    """The member's address takes nothing."""
    for _time in range(3):
        bounces.note_bounce(address=cast.member.email, why="550 unknown", now=cast.now)
    return cast.member


def page(client, account, path):
    client.force_login(account)
    return client.get(path).content.decode()


def test_the_owner_reads_that_mail_stopped_and_others_do_not(cast, client, stopped):
    assert WHY in page(client, stopped, "/settings/notices/")
    assert WHY not in page(client, cast.employee, "/settings/notices/")


def test_an_administrator_sends_again(cast, client, stopped):
    address = f"/administration/accounts/{stopped.pk}/"
    assert "Stuur weer mail" in page(client, cast.administrator, address)
    client.post(f"{address}mail/")
    assert not bounces.is_stopped(stopped.email)
    assert "Stuur weer mail" not in page(client, cast.administrator, address)


def test_nobody_else_sends_again(cast, stopped):
    with pytest.raises(Refused):
        send_mail_again(account_id=stopped.pk, by=cast.viewer("community_manager"), now=cast.now)
    assert bounces.is_stopped(stopped.email)
