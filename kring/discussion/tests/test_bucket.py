"""Files in a bucket: kept, scanned, looked into and thrown away as in a folder, and never public."""

import pytest

from kring.discussion.actions import attachments
from kring.discussion.actions.attachments import attach_files, forget_waiting
from kring.discussion.files import SIZES
from kring.discussion.models import Attachment
from kring.discussion.tests.make import kept, pdf, picture
from kring.infra.bucket import complaint
from tests.jobs import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def names(bucket):
    return {one.key for one in bucket.objects.all()}


def test_bucket_holds_what_a_folder_would_and_nothing_stays(
    cast, in_bucket, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.FILES = tmp_path
    seen, read = kept(cast, "member", picture(), "kade.png"), kept(cast, "member", pdf("x"), "a.pdf")
    assert names(in_bucket) == {*(f"{seen}/{size}" for size in SIZES), f"{read}/original"}
    assert not list(tmp_path.iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_waiting(before=cast.later) == 2
    assert not names(in_bucket)


def test_file_comes_from_kring_itself_and_is_not_public(cast, client, in_bucket):
    pk = kept(cast, "member", picture(), "kade.png")
    client.force_login(cast.member)
    answer = client.get(f"/attachments/{pk}/320/")
    assert answer.getvalue()[8:12] == b"WEBP"
    assert "Location" not in answer
    assert not [grant for grant in in_bucket.Object(f"{pk}/320").Acl().grants if "URI" in grant["Grantee"]]


def test_file_in_a_bucket_is_scanned_and_looked_into(cast, in_bucket, settings, monkeypatch):
    settings.SCANNER = "clamd:///somewhere"
    monkeypatch.setattr(
        attachments, "is_clean", lambda _address, chunks: b"".join(chunks).startswith(b"%PDF")
    )
    pk = kept(cast, "member", pdf("Kadeplan"), "a.pdf")
    attach_files(thread_id=cast.publish("member").pk, comment_id=None, ids=[pk], owner=cast.viewer("member"))
    run_jobs()
    row = Attachment.objects.get()
    assert (row.state, "Kadeplan" in row.words) == ("clean", True)


def test_file_that_went_from_the_bucket_is_not_there(cast, client, in_bucket):
    pk = kept(cast, "member")
    in_bucket.objects.delete()
    client.force_login(cast.member)
    assert client.get(f"/attachments/{pk}/").status_code == 404


def test_bucket_that_is_not_there_is_a_complaint(in_bucket, settings):
    assert not complaint()
    settings.BUCKET = "elders"
    assert complaint().startswith("cannot be reached")
