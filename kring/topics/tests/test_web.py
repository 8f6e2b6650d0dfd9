"""Following topics and completing them, through HTTP."""

import pytest

from kring.topics.models import TopicFollow
from kring.topics.tests.make import make_topic

pytestmark = pytest.mark.django_db


def test_suggestions_are_what_the_text_box_expects(cast, client):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.employee)
    answer = client.get("/topics/suggestions/?q=w")
    assert answer.json() == [{"value": "#wmo", "label": "#wmo"}]


def test_follow_button_goes_on_and_off(cast, client):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.employee)
    answer = client.post("/topics/wmo/follow/", {"want": "1", "next": "/welcome/follow/"})
    assert (answer.status_code, answer.url) == (302, "/welcome/follow/")
    assert TopicFollow.objects.count() == 1
    client.post("/topics/wmo/follow/", {"want": "0"})
    assert TopicFollow.objects.count() == 0


def test_script_gets_an_empty_answer(cast, client):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.employee)
    for want in "10":
        answer = client.post("/topics/wmo/follow/", {"want": want}, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content) == (204, b"")


def test_unfollowing_without_script_offers_undo(cast, client):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.employee)
    client.post("/topics/wmo/follow/")
    answer = client.post("/topics/wmo/follow/end/", {"next": "/welcome/follow/"}, follow=True)
    assert 'action="/topics/wmo/follow/"' in answer.content.decode()


@pytest.mark.parametrize("address", ["https://elders.example/", "//elders.example/", "javascript:alert(1)"])
def test_way_back_never_leads_elsewhere(cast, client, address):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.employee)
    assert client.post("/topics/wmo/follow/", {"next": address}).url == "/topics/wmo/"


def test_guest_is_refused_and_unknown_topic_is_not_there(cast, client):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.guest)
    assert client.post("/topics/wmo/follow/").status_code == 403
    assert client.get("/topics/suggestions/?q=w").json() == []
    client.force_login(cast.employee)
    assert client.post("/topics/niets/follow/").status_code == 404


def test_getting_a_follow_address_changes_nothing(cast, client):
    make_topic("wmo", now=cast.now)
    client.force_login(cast.employee)
    assert client.get("/topics/wmo/follow/").status_code == 405
