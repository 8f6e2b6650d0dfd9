"""Must-read on the pages, and by program."""

from datetime import timedelta

import pytest

from kring.kit.clock import utcnow
from kring.posts.models import MustRead

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(cast):
    """A message of the community team for all colleagues."""
    return cast.publish("community_manager", kind="message", title="Nieuwe regels voor thuiswerken")


def day(days):
    return str((utcnow() + timedelta(days=days)).date())


def page(client, account, path="/"):
    client.force_login(account)
    return client.get(path).content.decode()


def test_it_stands_at_the_top_until_it_is_understood(cast, client, message):
    client.force_login(cast.community_manager)
    asked = client.post(f"/threads/{message.pk}/must-read/", {"until": day(7)}, follow=True)
    assert "te weinig om een percentage te tonen" in asked.content.decode()
    assert "1 bericht moet je lezen" in page(client, cast.employee)
    assert "1 bericht moet je lezen" not in page(client, cast.employee, "/?lane=all")
    said = client.post(f"/threads/{message.pk}/must-read/understood/", {"want": 1}, follow=True)
    assert "Je hebt dit gelezen en begrepen" in said.content.decode()
    assert "moet je lezen" not in page(client, cast.employee)
    client.post(f"/threads/{message.pk}/must-read/understood/", {"want": 0})
    assert "1 bericht moet je lezen" in page(client, cast.employee)


@pytest.mark.parametrize("until", ["2020-01-01", "gisteren", "", "9999-12-31"])
def test_a_day_that_cannot_be_comes_back_with_a_reason(cast, client, message, until):
    client.force_login(cast.community_manager)
    answer = client.post(f"/threads/{message.pk}/must-read/", {"until": until})
    assert answer.status_code == 422
    assert f'value="{until}"' in answer.content.decode() or not until
    assert not MustRead.objects.exists()


def test_asking_is_ended_on_its_own_page(cast, client, message):
    client.force_login(cast.community_manager)
    client.post(f"/threads/{message.pk}/must-read/", {"until": day(7)})
    form = client.get(f"/threads/{message.pk}/must-read/").content.decode()
    assert "Je vroeg dit deze maand 1 keer" in form
    assert "In de hele organisatie" in form
    client.post(f"/threads/{message.pk}/must-read/end/")
    assert "moet je lezen" not in page(client, cast.employee)


def test_a_switch_that_is_none_is_refused(cast, client, message):
    client.force_login(cast.employee)
    assert client.post(f"/threads/{message.pk}/must-read/understood/", {"want": "?"}).status_code == 400
