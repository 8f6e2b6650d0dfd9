"""Files through the pages: uploading, placing, reading in parts, taking away."""

import re

import pytest

from kring.discussion.actions.attachments import attach_files
from kring.discussion.models import Attachment, Thread
from kring.discussion.tests.make import kept, picture, upload
from kring.kit.ids import new_id

pytestmark = pytest.mark.django_db
TEXT = b"0123456789"


@pytest.fixture(autouse=True, params=["folder", pytest.param("bucket", marks=pytest.mark.slow)])
def place(request, settings, tmp_path):
    settings.FILES = tmp_path
    if request.param == "bucket":
        request.getfixturevalue("in_bucket")


def form(**words):
    return {"key": str(new_id()), "kind": "message", "source": "Zie de bijlage.", "place": "1", **words}


def names(page):
    """The files in the tray of a page, in order."""
    return re.findall(r"<p><strong>([^<]+)</strong> <span", page.content.decode())


@pytest.fixture
def text(cast, client):
    """A file of ten bytes beside a message, for who looks as the employee."""
    thread, pk = cast.publish("member"), kept(cast, "member", TEXT, 'verslag "week 47".txt')
    attach_files(thread_id=thread.pk, comment_id=None, ids=[pk], owner=cast.viewer("member"))
    client.force_login(cast.employee)
    return f"/attachments/{pk}/"


def test_file_comes_as_a_download_that_nothing_else_may_use(client, text):
    answer = client.get(text)
    assert answer.getvalue() == TEXT
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    head = client.head(text)
    assert (head.status_code, head["Content-Length"], head.getvalue()) == (200, "10", b"")
    assert client.get(text, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=0-3", 206, b"0123"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-2", 206, b"89"),
        ("bytes=8-99", 206, b"89"),
        ("bytes=-99", 206, TEXT),
        ("bytes=10-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=-", 200, TEXT),
        ("bytes=0-1,4-5", 200, TEXT),
        ("regels=0-1", 200, TEXT),
    ],
)
def test_part_of_a_file(client, text, asked, status, content):
    answer = client.get(text, headers={"Range": asked})
    assert (answer.status_code, answer.getvalue()) == (status, content)
    if status != 200:
        assert answer["Content-Range"].endswith("/10")
    assert client.get(text, headers={"Range": asked, "If-Range": '"other"'}).status_code == 200


def test_outsider_gets_no_part_of_it_either(cast, client, text):
    Thread.objects.update(state="deleted")
    for call in (client.get, client.head):
        for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": '"x"'}):
            assert call(text, headers=headers).status_code == 404


def test_files_are_placed_with_the_text_once(cast, client):
    client.force_login(cast.employee)
    key = str(new_id())
    for _ in range(2):
        files = [upload(picture(), "kade.jpg"), upload(TEXT, "lijst.csv")]
        answer = client.post("/threads/new/", {**form(), "key": key, "files": files})
        assert answer.status_code == 302
    assert [(one.name, one.position) for one in Attachment.objects.order_by("position")] == [
        ("kade.jpg", 0),
        ("lijst.csv", 1),
    ]
    page = client.get(answer["Location"]).content.decode()
    assert 'width="1200" height="800"' in page
    assert "lijst.csv" in page
    assert "beschrijving" in page
    assert "kade.jpg" not in client.get("/?lane=all").content.decode()
    assert "lijst.csv" in client.get("/?lane=all").content.decode()


def test_what_was_uploaded_survives_an_error(cast, client):
    client.force_login(cast.employee)
    wrong = form(kind="question", title="", source="x" * 300, files=[upload(TEXT, "lijst.csv")])
    answer = client.post("/threads/new/", wrong)
    assert answer.status_code == 422
    kept_file = Attachment.objects.get()
    assert str(kept_file.pk) in answer.content.decode()
    right = form(attachment=[str(kept_file.pk), "geen id"])
    assert client.post("/threads/new/", right).status_code == 302
    kept_file.refresh_from_db()
    assert kept_file.thread_id == Thread.objects.get().pk


def test_tray_works_without_script(cast, client):
    client.force_login(cast.employee)
    ids = [str(kept(cast, "employee", name=f"{n}.txt")) for n in range(3)]
    page = client.post("/threads/new/", form(attachment=ids, file_up=ids[2]))
    assert page.status_code == 200
    assert names(page) == ["0.txt", "2.txt", "1.txt"]
    page = client.post("/threads/new/", form(attachment=ids, file_off=ids[0]))
    assert names(page) == ["1.txt", "2.txt"]
    page = client.post("/threads/new/", form(attachment=ids, attach="1", files=[upload(TEXT, "3.txt")]))
    assert names(page)[-1] == "3.txt"
    assert "Zie de bijlage." in page.content.decode()
    assert not Thread.objects.exists()


def test_too_large_and_too_many_are_said_and_the_rest_is_kept(cast, client, settings):
    settings.FILE_BYTES, settings.FILE_COUNT = 1024 * 1024, 2
    client.force_login(cast.employee)
    files = [upload(b"x" * 1_100_000, "groot.txt"), *(upload(TEXT, f"{n}.txt") for n in range(3))]
    answer = client.post("/threads/new/", form(files=files))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "groot.txt is groter dan 1 MB" in page
    assert "hoogstens 2 bestanden" in page
    assert Attachment.objects.count() == 2
    assert client.post("/attachments/", {"file": upload(b"x" * 1_100_000, "a.txt")}).status_code == 422
    assert client.post("/attachments/", {"file": upload(b"x" * 7_000_000, "a.txt")}).status_code == 400


def test_comment_carries_files_and_its_author_takes_them_away(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.member)
    sent = {"key": str(new_id()), "source": "Zie hier.", "kind": "comment", "files": [upload(TEXT, "a.txt")]}
    assert client.post(f"/threads/{thread.pk}/comments/", sent).status_code == 302
    pk = Attachment.objects.get(comment__isnull=False).pk
    assert "a.txt" in client.get(f"/threads/{thread.pk}/").content.decode()
    answer = client.post(f"/attachments/{pk}/removal/", follow=True).content.decode()
    assert "a.txt" not in answer
    assert f"/attachments/{pk}/return/" in answer
    client.post(f"/attachments/{pk}/return/")
    assert client.get(f"/attachments/{pk}/").status_code == 200


def test_upload_by_script_answers_with_its_row(cast, client):
    client.force_login(cast.member)
    key = str(new_id())
    for _ in range(2):
        answer = client.post("/attachments/", {"key": key, "file": upload(picture(), "kade.png")})
        assert str(Attachment.objects.get().pk) in answer.content.decode()
    assert client.post("/attachments/", {"key": key}).status_code == 422
    refused = client.post("/attachments/", {"key": str(new_id()), "file": upload(b"<html>", "a.html")})
    assert (refused.status_code, "a.html" in refused.content.decode()) == (422, True)
