"""Trots: a showcase has a name and at least one picture, and is its department's."""

import pytest

from kring.discussion.models import Thread
from kring.discussion.tests.make import picture, upload
from kring.infra.models import Event
from kring.infra.verdict import Refused
from kring.kit.ids import new_id
from kring.posts import actions
from kring.posts.queries import made_by
from kring.posts.rules import may_show
from kring.posts.texts import Handed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path


def place(client, **words):
    sent = {"key": str(new_id()), "kind": "showcase", "source": "Samen gemaakt.", "options": "", **words}
    sent["place"] = "1"
    return client.post("/threads/new/", sent)


def test_showcase_shows_something():
    assert may_show(1)
    assert not may_show(0)


def test_showcase_needs_a_name_and_a_picture_and_keeps_the_text(cast, client):
    client.force_login(cast.employee)
    for words in ({"title": "De nieuwe kade"}, {"files": [upload(picture(), "kade.png")]}):
        answer = place(client, **words)
        assert answer.status_code == 422
        assert "Samen gemaakt." in answer.content.decode()
    assert not Thread.objects.exists()


def test_the_action_asks_for_a_picture_too(cast):
    handed = Handed(kind="showcase", title="De nieuwe kade", source="Samen gemaakt.")
    with pytest.raises(Refused):
        actions.place(handed=handed, writer=cast.viewer("employee"), now=cast.now)
    assert not Thread.objects.exists()


def test_showcase_stands_with_its_picture_and_department(cast, client):
    client.force_login(cast.employee)
    answer = place(client, title="De nieuwe kade", files=[upload(picture(), "kade.png")])
    thread = Thread.objects.get()
    assert answer.status_code == 302
    assert made_by(cast.viewer("colleague"), thread.pk) == "Ruimte"
    assert made_by(cast.viewer("guest"), thread.pk) == ""
    assert Event.objects.filter(name="ShowcasePlaced").count() == 1
    for address in (f"/threads/{thread.pk}/", "/?lane=all"):
        page = client.get(address).content.decode()
        assert "Trots van Ruimte" in page
        assert "-size" not in page
        assert "/960/" in page
