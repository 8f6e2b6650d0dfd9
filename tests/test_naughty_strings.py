"""Every naughty string in every field: an answer that a person can read, never a failure of ours."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from kring.people.models import Expertise
from tests.cast import Cast

pytestmark = pytest.mark.slow
RealSet = Callable[[str], Path]


@pytest.fixture
def strings(real_set: RealSet) -> list[str]:
    """The big list."""
    return json.loads((real_set("hostile-text") / "blns.json").read_text(encoding="utf-8"))


def send(client: Client, path: str, text: str, fields: str, **fixed: str) -> None:
    """Post a form with the same text in all the named fields."""
    form = dict.fromkeys(fields.split(), text) | {"key": str(uuid4())} | fixed
    answer = client.post(path, form)
    assert answer.status_code in {200, 302, 400, 403, 404, 422}, (path, text)


def test_members(cast: Cast, strings: list[str], client: Client) -> None:
    thread = cast.publish("member")
    client.force_login(cast.member)
    for number, text in enumerate(strings):
        send(client, "/threads/new/", text, "title source topics", kind="question", place="1")
        send(client, "/people/me/edit/", text, "function about private_about phone languages")
        send(client, "/people/me/expertise/", text, "name")
        Expertise.objects.all().delete()  # there is room for so many only
        if number % 3 == 0:  # the same readers of text as above
            send(client, f"/threads/{thread.pk}/comments/", text, "source", kind="comment")
        if number % 3 == 1:
            assert client.get("/search/", {"q": text}).status_code == 200, text
    assert client.get("/").status_code == 200
    assert client.get("/people/tom.dijkman/").status_code == 200


def test_owners_and_administrators(cast: Cast, strings: list[str], client: Client) -> None:
    thread = cast.publish("member")
    client.force_login(cast.owner)
    path = f"/groups/{cast.groups['closed'].slug}/settings/"
    for number, text in enumerate(strings):
        send(client, path, text, "name purpose welcome", kind="closed")
        if number % 3 == 0:
            send(client, f"/threads/{thread.pk}/reports/", text, "reason")
    client.force_login(cast.administrator)
    for number, text in enumerate(strings):
        send(
            client,
            "/administration/accounts/new/",
            text,
            "first_name name_prefix last_name email",
            way="account",
        )
        if number % 3 == 0:
            assert client.get("/administration/accounts/", {"q": text}).status_code == 200, text


def test_door(db: None, strings: list[str], client: Client) -> None:
    for text in strings[::5]:
        send(client, "/accounts/login/", text, "login password")
        send(client, "/accounts/password/reset/", text, "email")
