"""Photos: re-encoded, shown to who may see the person, gone when replaced."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kring.infra.pictures import PictureRefused
from kring.people import actions, photos
from kring.people.models import Profile
from kring.people.tests.make import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path
    return tmp_path


def upload(content: bytes, name: str = "ik.jpg") -> dict[str, SimpleUploadedFile]:
    return {"photo": SimpleUploadedFile(name, content, "image/jpeg")}


def test_new_photo_gets_a_new_id_and_the_old_files_go(cast, django_capture_on_commit_callbacks):
    viewer = cast.viewer("member")
    first = actions.set_photo(actor=viewer, raw=picture(), now=cast.now)
    with django_capture_on_commit_callbacks(execute=True):
        second = actions.set_photo(actor=viewer, raw=picture("PNG"), now=cast.now)
    assert Profile.objects.get(account=viewer.id).photo == second != first
    assert not photos.path_of(first, 80).exists()
    assert {size for size in photos.SIZES if photos.path_of(second, size).is_file()} == set(photos.SIZES)


def test_drawing_takes_the_photo_away(cast, files, django_capture_on_commit_callbacks):
    viewer = cast.viewer("member")
    actions.set_photo(actor=viewer, raw=picture(), now=cast.now)
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_face(actor=viewer, face="f02", now=cast.now)
    assert Profile.objects.get(account=viewer.id).photo is None
    assert not list((files / "photos").iterdir())


def test_removed_photo_leaves_no_file(cast, files, django_capture_on_commit_callbacks):
    viewer = cast.viewer("member")
    actions.set_photo(actor=viewer, raw=picture(), now=cast.now)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(actor=viewer, now=cast.now)
    assert not list((files / "photos").iterdir())


def test_failed_write_leaves_no_file(cast, files, monkeypatch):
    monkeypatch.setattr("kring.people.actions.profile._change_looks", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.set_photo(actor=cast.viewer("member"), raw=picture(), now=cast.now)
    assert not list((files / "photos").iterdir())


def test_what_is_no_picture_changes_nothing(cast, files):
    with pytest.raises(PictureRefused):
        actions.set_photo(actor=cast.viewer("member"), raw=b"<svg onload=alert(1)>", now=cast.now)
    assert not (files / "photos").exists()


@pytest.mark.parametrize(
    ("role", "status"), [("employee", 200), ("guest", 200), ("outsider", 200), ("member", 200)]
)
def test_photo_is_for_who_may_see_the_person(cast, client, role, status):
    photo = actions.set_photo(actor=cast.viewer("member"), raw=picture(), now=cast.now)
    client.force_login(cast.accounts[role])
    answer = client.get(f"/photos/{photo}-80.webp")
    assert answer.status_code == status
    assert answer["Content-Type"] == "image/webp"
    assert "private" in answer["Cache-Control"]


def test_guest_gets_no_photo_of_a_stranger_and_nobody_one_of_who_left(cast, client):
    stranger = actions.set_photo(actor=cast.viewer("outsider"), raw=picture(), now=cast.now)
    gone = actions.set_photo(actor=cast.viewer("left"), raw=picture(), now=cast.now)
    client.force_login(cast.guest)
    assert client.get(f"/photos/{stranger}-80.webp").status_code == 404
    client.force_login(cast.employee)
    assert client.get(f"/photos/{gone}-80.webp").status_code == 404


def test_unknown_size_and_id_are_not_there(cast, client):
    photo = actions.set_photo(actor=cast.viewer("member"), raw=picture(), now=cast.now)
    client.force_login(cast.member)
    assert client.get(f"/photos/{photo}-81.webp").status_code == 404
    assert client.get(f"/photos/{cast.member.pk}-80.webp").status_code == 404


def test_upload_shows_the_photo(cast, client):
    client.force_login(cast.member)
    answer = client.post("/people/me/photo/", upload(picture()), follow=True)
    photo = Profile.objects.get(account=cast.member).photo
    assert f"/photos/{photo}-80.webp" in answer.content.decode()


@pytest.mark.parametrize(
    "content", [b"geen plaatje", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:60]]
)
def test_unusable_upload_is_refused_with_a_sentence(cast, client, content):
    client.force_login(cast.member)
    answer = client.post("/people/me/photo/", upload(content))
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert Profile.objects.get(account=cast.member).photo is None


def test_too_big_and_missing_upload_are_refused(cast, client):
    client.force_login(cast.member)
    big = client.post("/people/me/photo/", upload(b"\0" * (12 * 1024 * 1024 + 1)))
    assert (big.status_code, client.post("/people/me/photo/").status_code) == (422, 422)


def test_photo_can_be_removed_by_form(cast, client):
    client.force_login(cast.member)
    client.post("/people/me/photo/", upload(picture()))
    assert client.post("/people/me/photo/end/").status_code == 302
    assert Profile.objects.get(account=cast.member).photo is None
