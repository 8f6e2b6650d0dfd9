"""The gate, the frame and the pages around everything."""

import pytest
from django.test import override_settings

pytestmark = pytest.mark.django_db


def test_health_is_open_and_says_nothing(client):
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_metrics_need_their_token(client):
    assert client.get("/metrics").status_code == 404
    with override_settings(METRICS_TOKEN="geheim"):
        assert client.get("/metrics", headers={"Authorization": "Bearer anders"}).status_code == 404
        answer = client.get("/metrics", headers={"Authorization": "Bearer geheim"})
    assert b"kring_requests_total" in answer.content


def test_personal_pages_stay_out_of_caches(cast, client):
    client.force_login(cast.employee)
    answer = client.get("/settings/")
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_refused_button_says_why_in_a_header(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.employee)
    answer = client.post(f"/threads/{thread.pk}/removal/", headers={"HX-Request": "true"})
    assert (answer.status_code, bool(answer["X-Reason"])) == (403, True)


@pytest.mark.parametrize(("method", "path"), [("post", "/timeline/dials/"), ("get", "/search/similar/")])
def test_session_that_ended_leads_no_script_away_from_the_page(client, method, path):
    answer = getattr(client, method)(path, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.has_header("HX-Redirect")) == (401, False)


def test_not_there_is_said_in_the_readers_language(cast, client):
    client.force_login(cast.employee)
    assert "niet" in client.get("/nergens/").content.decode()


def test_settings_show_what_is_turned_down_with_the_way_back(cast, client):
    cast.publish("owner", "closed")
    client.force_login(cast.member)
    page = client.get("/?lane=mine")
    stream = page.context["page"].cards[0].reason.stream if page.context else cast.groups["closed"].pk
    own, back = "/settings/timeline/", 'value="timeline-settings"'
    client.post("/timeline/dials/", {"stream": stream, "kind": "question", "setting": "4"})
    shown = client.get(own).content.decode()
    assert "vragen uit Groep closed" in shown
    assert back in shown
    sent = {"stream": stream, "kind": "question", "setting": "", "next": "timeline-settings"}
    assert client.post("/timeline/dials/", sent).url == own
    assert back not in client.get(own).content.decode()


@pytest.mark.parametrize("role", ["employee", "guest", "administrator", "works_council"])
@pytest.mark.parametrize(
    "address", ["/", "/settings/", "/notices/", "/groups/", "/search/?q=dit", "/threads/new/"]
)
def test_pages_open_for_everyone_who_may(cast, client, role, address):
    cast.publish("owner", "closed")
    client.force_login(cast.accounts[role])
    assert client.get(address).status_code == 200
