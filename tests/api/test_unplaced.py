"""What programs do with drafts, folders, files and polls: the same actions as behind the pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from kring.discussion.models import Attachment, BookmarkFolder, Thread
from kring.discussion.tests.make import kept, picture
from kring.kit.clock import utcnow
from kring.posts.actions import place_draft
from kring.posts.models import Draft, Poll
from tests.api.calling import caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LONG = "x" * 300  # more than a title may have


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path


def test_a_draft_is_kept_read_thrown_away_and_brought_back(cast: Cast) -> None:
    program, address = caller(cast, "member"), f"drafts/{uuid4()}"
    text = {"kind": "poll", "title": "Welke dag?", "options": ["maandag", "dinsdag"], "topics": ["rooster"]}
    assert program.send("put", address, text).status_code == 204
    told = program.get(address).json()
    assert (told["title"], told["options"], told["topics"]) == ("Welke dag?", text["options"], ["rooster"])
    assert [one["title"] for one in program.get("drafts").json()] == ["Welke dag?"]
    assert caller(cast, "owner").get(address).status_code == 404
    assert program.send("post", f"{address}/removal").status_code == 204
    assert program.get(address).status_code == 404
    assert program.send("post", f"{address}/return").status_code == 204
    assert program.get(address).status_code == 200
    assert program.send("put", address, {}).status_code == 204
    assert not Draft.objects.exists()


def test_a_draft_is_placed_at_its_moment_or_not(cast: Cast) -> None:
    program, address = caller(cast, "member"), f"drafts/{uuid4()}"
    moment = utcnow() + timedelta(hours=2)
    program.send("put", address, {"title": "Straks", "source": "Om twee uur."})
    sent = program.send("put", f"{address}/moment", {"publish_at": moment.isoformat()})
    assert sent.status_code == 204
    assert program.get(address).json()["publish_at"] is not None
    program.send("put", f"{address}/moment", {"publish_at": None})
    assert Draft.objects.get().publish_at is None
    program.send("put", f"{address}/moment", {"publish_at": moment.isoformat()})
    place_draft(draft_id=Draft.objects.get().pk, now=moment + timedelta(minutes=1))
    assert Thread.objects.get().title == "Straks"
    assert program.send("put", address, {"title": "Te laat"}).status_code == 404


@pytest.mark.parametrize(
    ("text", "days", "status"),
    [
        ({"kind": "question"}, 1, 404),
        ({"kind": "idea", "source": "x" * 300}, 1, 422),
        ({"title": "x"}, -1, 403),
    ],
)
def test_what_cannot_be_placed_cannot_wait(text: Any, days: int, status: int, cast: Cast) -> None:
    program, address = caller(cast, "member"), f"drafts/{uuid4()}"
    program.send("put", address, text)
    moment = (utcnow() + timedelta(days=days)).isoformat()
    assert program.send("put", f"{address}/moment", {"publish_at": moment}).status_code == status
    assert not Draft.objects.filter(publish_at__isnull=False).exists()


def test_a_file_is_described_taken_off_and_brought_back(cast: Cast) -> None:
    program = caller(cast, "member")
    pk = kept(cast, "member", picture(), "kade.jpg")
    thread = program.send("post", "threads", {"title": "Zie de kade", "attachments": [str(pk)]}).json()
    assert program.send("put", f"attachments/{pk}/description", {"alt": "De kade."}).status_code == 204
    assert program.send("put", f"attachments/{pk}/description", {}).status_code == 422
    assert caller(cast, "owner").send("put", f"attachments/{pk}/description", {"alt": "x"}).status_code == 403
    [file] = program.get(f"threads/{thread['id']}").json()["files"]
    assert file["alt"] == "De kade."
    assert program.send("post", f"attachments/{pk}/removal").status_code == 204
    assert Attachment.objects.get().removed_at is not None
    assert program.send("post", f"attachments/{pk}/return").status_code == 204
    assert Attachment.objects.get().removed_at is None


def test_a_folder_is_renamed_and_taken_away(cast: Cast) -> None:
    program = caller(cast, "member")
    folder = program.send("post", "bookmarks/folders", {"name": "Later"}).json()["id"]
    assert program.send("put", f"bookmarks/folders/{folder}", {"name": "Ooit"}).status_code == 204
    assert BookmarkFolder.objects.get().name == "Ooit"
    assert caller(cast, "owner").send("post", f"bookmarks/folders/{folder}/removal").status_code == 404
    assert program.send("post", f"bookmarks/folders/{folder}/removal").status_code == 204
    assert not BookmarkFolder.objects.exists()


def test_a_poll_is_ended_by_who_opened_it(cast: Cast) -> None:
    program = caller(cast, "member")
    poll = program.send(
        "post", "threads", {"kind": "poll", "title": "Welke dag?", "options": ["ma", "di"]}
    ).json()["id"]
    assert caller(cast, "owner").send("post", f"threads/{poll}/poll/end").status_code == 403
    assert program.send("post", f"threads/{poll}/poll/end").status_code == 204
    assert Poll.objects.get().closed_at is not None
