"""What a device keeps of Kring: the manifest, the worker and the page without connection."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from PIL import Image

from kring.posts.models import Draft
from kring.posts.web.received import with_shared
from kring.shell.web import device

pytestmark = pytest.mark.django_db
STATIC = Path(settings.BUILD) / "static"


@pytest.fixture(autouse=True)
def anew():
    yield
    device._worker.cache_clear()


def given(client, language="nl"):
    """What the server tells the worker to keep."""
    script = client.get(f"/worker.js?lang={language}").content.decode()
    return json.loads(re.match(r"self\.kring = (\{.*?\});\n", script)[1])


@pytest.mark.parametrize(("theme", "brand"), [("", "#0e5c4c"), ("brick", "#8a2a1b")])
def test_manifest_has_name_colours_and_icons_of_the_organisation(client, theme, brand):
    with override_settings(ORGANISATION="Gemeente Hogeweide", THEME=theme):
        answer = client.get("/manifest.webmanifest?lang=en")
    said = answer.json()
    assert (answer["Content-Type"], said["lang"]) == ("application/manifest+json", "en")
    assert (said["name"], said["theme_color"]) == ("Kring Gemeente Hogeweide", brand)
    assert (said["id"], said["start_url"], said["scope"], said["display"]) == ("/", "/", "/", "standalone")
    sizes = {(icon["purpose"], icon["sizes"]) for icon in said["icons"]}
    assert sizes == {(kind, size) for kind in ("any", "maskable") for size in ("192x192", "512x512")}
    for icon in said["icons"]:
        with Image.open(STATIC / icon["src"].removeprefix("/s/")) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]
            corner = picture.convert("RGBA").getpixel((0, 0))
        assert corner[3] == (255 if icon["purpose"] == "maskable" else 0)


def test_shortcuts_lead_to_pages_that_open(cast, client):
    shortcuts = client.get("/manifest.webmanifest").json()["shortcuts"]
    client.force_login(cast.employee)
    assert [one["name"] for one in shortcuts] == ["Stel een vraag", "Voor jou", "Zoeken", "Tijdlijn"]
    assert {client.get(one["url"]).status_code for one in shortcuts} == {200}


def test_what_an_app_shares_stands_in_the_composer_and_is_not_placed(cast, client):
    target = client.get("/manifest.webmanifest").json()["share_target"]
    names = target["params"]
    client.force_login(cast.employee)
    shared = {
        names["title"]: "Zand <b>",
        names["text"]: "Zo vul je zakken",
        names["url"]: "https://a.example/",
    }
    page = client.get(target["action"], shared).content.decode()
    assert "Zand &lt;b&gt;\n\nZo vul je zakken\n\nhttps://a.example/</textarea>" in page
    assert not Draft.objects.exists()


def test_a_shared_address_stands_in_the_text_once():
    shared = {
        "shared_title": "Zand",
        "shared_text": "Zand: https://a.example/ ",
        "shared_url": "https://a.example/",
    }
    assert with_shared(shared)["source"] == "Zand\n\nZand: https://a.example/"
    assert with_shared({"kind": "question", "source": "Hoe?"}) == {"kind": "question", "source": "Hoe?"}


def test_worker_is_told_of_the_shell_only(client):
    told = given(client)
    assert told["offline"] == "/offline/?lang=nl"
    assert all((STATIC / name.removeprefix("/s/")).is_file() for name in told["files"])
    assert len(told["files"]) == 6


def test_another_shell_is_another_version(client):
    versions = {given(client)["version"], given(client, "en")["version"]}
    with override_settings(ORGANISATION="Gemeente Hogeweide"):
        versions.add(given(client)["version"])
    with override_settings(THEME="brick"):
        told = given(client)
    assert len({*versions, told["version"]}) == 4
    assert "/s/ui/theme-brick.css" in told["files"]


@pytest.mark.parametrize("address", ["/worker.js", "/offline/", "/manifest.webmanifest"])
def test_what_a_device_keeps_is_the_same_for_everybody(cast, client, address):
    before = client.get(f"{address}?lang=nl")
    client.force_login(cast.member)
    after = client.get(f"{address}?lang=nl")
    assert after.content == before.content
    assert after["Cache-Control"] == "public, max-age=3600"
    assert not after.cookies
    assert "default-src 'none'" in after["Content-Security-Policy"]
    assert "worker-src 'self'" in after["Content-Security-Policy"]


def test_offline_page_speaks_the_language_of_its_address(client):
    assert "Geen verbinding met Kring" in client.get("/offline/?lang=nl").content.decode()
    assert 'lang="en"' in client.get("/offline/?lang=en").content.decode()
    assert client.get("/offline/?lang=xx").status_code == 200


def test_only_somebody_who_is_signed_in_gets_the_worker(cast, client):
    assert "data-worker" not in client.get("/accounts/login/").content.decode()
    client.force_login(cast.employee)
    page = client.get("/settings/").content.decode()
    assert 'data-worker="/worker.js?lang=nl"' in page
    assert 'rel="manifest" href="/manifest.webmanifest?lang=nl"' in page
