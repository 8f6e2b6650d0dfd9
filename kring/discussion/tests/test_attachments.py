"""Files: what is taken in, who reads them when, and what happens to them."""

import io
import tarfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kring.discussion import files
from kring.discussion.actions import attachments
from kring.discussion.actions.attachments import attach_files, forget_waiting, inspect_file, renew_waiting
from kring.discussion.actions.comments import delete_comment, write_comment
from kring.discussion.actions.threads import delete_thread
from kring.discussion.models import Attachment, FileState
from kring.discussion.queries.attachments import attached, removals, waiting
from kring.discussion.rules import may_attach
from kring.discussion.tests.make import kept, located_picture, packed, pdf, picture
from kring.discussion.texts import FileRefused, ready
from kring.groups.actions.owning import remove_member
from kring.infra.scanning import ScannerUnreachable
from kring.infra.verdict import Refused, Unseen
from kring.kit.ids import new_id
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES = tmp_path
    return tmp_path


def placed(cast, who="employee", where="", **file):
    thread = cast.publish(who, where)
    pk = kept(cast, who, **file)
    attach_files(thread_id=thread.pk, comment_id=None, ids=[pk], owner=cast.viewer(who))
    return thread, pk


def status(client, cast, who, pk, size=""):
    client.force_login(cast.accounts[who])
    return client.get(f"/attachments/{pk}/{size}").status_code


def test_picture_is_made_anew_upright_and_without_its_place(cast, folder):
    pk = kept(cast, "member", located_picture(), "vergadering.heic")
    row = Attachment.objects.get(pk=pk)
    assert (row.kind, row.width, row.height) == ("picture", 800, 1200)
    assert {path.name for path in (folder / "attachments" / str(pk)).iterdir()} == set(files.SIZES)
    for path in (folder / "attachments" / str(pk)).iterdir():
        raw = path.read_bytes()
        assert Image.open(io.BytesIO(raw)).format == "WEBP"
        assert not Image.open(io.BytesIO(raw)).getexif()
        assert b"CameraMerk" not in raw


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "leeg.txt", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tekening.svg", "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tekening.txt", "unknown"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><script>", "pagina.txt", "unknown"),
        (b"MZ\x90\x00", "rapport.pdf", "unknown"),
        (b"PK\x03\x04" + b"\0" * 40, "archief.docx", "unknown"),
        (packed("docx", vbaProject=b"x"), "brief.docx", "unknown"),
        (packed("docx"), "brief.pdf", "other"),
        (b"%PDF-1.4", "foto.jpg", "other"),
        (b"\xff\xd8\xff" + b"geen foto", "foto.jpg", "damaged"),
    ],
)
def test_refused_by_its_contents(content, name, fault):
    with pytest.raises(FileRefused) as refused:
        ready(io.BytesIO(content), name, len(content))
    assert refused.value.fault == fault


@pytest.mark.parametrize(
    ("content", "name"),
    [(pdf("x"), "a.pdf"), (packed("docx"), "a.docx"), (packed("xlsx"), "a.xlsx"), (packed("odt"), "a.odt")],
)
def test_document_is_kept_as_it_came(cast, folder, content, name):
    pk = kept(cast, "member", content, name)
    assert (folder / "attachments" / str(pk) / "original").read_bytes() == content


def test_only_the_uploader_reads_what_waits(cast, client):
    pk = kept(cast, "member")
    assert status(client, cast, "member", pk) == 200
    assert status(client, cast, "owner", pk) == 404
    assert [one.id for one in waiting(cast.viewer("member"), [pk])] == [pk]
    assert not waiting(cast.viewer("owner"), [pk])


def test_address_dies_with_the_right_to_read(cast, client):
    thread, pk = placed(cast, "member", "closed", content=picture(), name="plan.jpg")
    for size in ("", "320/", "960/", "1920/"):
        assert status(client, cast, "owner", pk, size) == 200
        assert status(client, cast, "outsider", pk, size) == 404
    group, member = cast.groups["closed"].pk, cast.member.pk
    remove_member(actor=cast.viewer("owner"), group_id=group, person_id=member, now=cast.now)
    for size in ("", "320/", "960/", "1920/", "100/"):
        assert status(client, cast, "member", pk, size) == 404
    delete_thread(thread_id=thread.pk, remover=cast.viewer("owner"), now=cast.now)
    assert status(client, cast, "owner", pk, "320/") == 404


def test_file_of_a_removed_comment_is_gone(cast, client):
    thread, pk = cast.publish("employee"), kept(cast, "member")
    comment, _ = write_comment(thread_id=thread.pk, source="Zie.", writer=cast.viewer("member"), now=cast.now)
    attach_files(thread_id=thread.pk, comment_id=comment.pk, ids=[pk], owner=cast.viewer("member"))
    assert status(client, cast, "employee", pk) == 200
    delete_comment(comment_id=comment.pk, remover=cast.viewer("member"), now=cast.now)
    assert status(client, cast, "employee", pk) == 404
    assert status(client, cast, "member", pk) == 404
    assert not attached(cast.viewer("employee"), thread.pk)


def test_file_of_somebody_else_cannot_be_attached(cast):
    thread, pk = cast.publish("employee"), kept(cast, "member")
    viewer = cast.viewer("employee")
    assert attach_files(thread_id=thread.pk, comment_id=None, ids=[pk], owner=viewer) == ()


def test_eleventh_file_is_refused(cast):
    thread = cast.publish("employee")
    ids = [kept(cast, "employee") for _ in range(11)]
    assert may_attach(10)
    assert not may_attach(11)
    with pytest.raises(Refused):
        attach_files(thread_id=thread.pk, comment_id=None, ids=ids, owner=cast.viewer("employee"))


def test_removed_file_comes_back_and_the_history_says_so(cast, client):
    thread, pk = placed(cast)
    writer, reader = cast.viewer("employee"), cast.viewer("colleague")
    with pytest.raises(Refused):
        attachments.remove_attachment(attachment_id=pk, remover=reader, now=cast.later)
    attachments.remove_attachment(attachment_id=pk, remover=writer, now=cast.later)
    assert status(client, cast, "employee", pk) == 404
    assert removals(reader, thread.pk, None) == ((cast.later, "Noor de Wit"),)
    late = cast.later + timedelta(days=31)
    with pytest.raises(Refused):
        attachments.restore_attachment(attachment_id=pk, restorer=writer, now=late)
    attachments.restore_attachment(attachment_id=pk, restorer=writer, now=cast.later)
    assert status(client, cast, "colleague", pk) == 200


def test_description_is_the_authors(cast):
    thread, pk = placed(cast, content=picture(), name="plan.png")
    told = {"attachment_id": pk, "decorative": False, "now": cast.later}
    with pytest.raises(Refused):
        attachments.describe_picture(alt="Iets", editor=cast.viewer("colleague"), **told)
    attachments.describe_picture(alt="De kade na het werk", editor=cast.viewer("employee"), **told)
    assert attached(cast.viewer("colleague"), thread.pk)[None][0].alt == "De kade na het werk"
    own = kept(cast, "employee", picture(), "los.png")
    both = {own: ("Een plan", False), pk: ("X", False)}
    attachments.describe_waiting(told=both, owner=cast.viewer("employee"))
    assert waiting(cast.viewer("employee"), [own])[0].alt == "Een plan"
    assert Attachment.objects.get(pk=pk).alt == "De kade na het werk"


def found(client, cast, words, thread):
    client.force_login(cast.employee)
    return f"/threads/{thread.pk}/" in client.get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf("Kadeplan"), "a.pdf"),
        (packed("docx", "Kadeplan"), "a.docx"),
        (packed("odt", "Kadeplan"), "a.odt"),
    ],
)
def test_words_of_a_file_lead_to_its_conversation(cast, client, content, name):
    thread, _pk = placed(cast, content=content, name=name)
    run_jobs()
    assert found(client, cast, "Kadeplan", thread)


def test_unplaced_files_are_forgotten_after_a_day(cast, folder, django_capture_on_commit_callbacks):
    old, (_thread, stays) = kept(cast, "member"), placed(cast)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_waiting(before=cast.now) == 0
        assert forget_waiting(before=cast.later) == 1
    assert {path.name for path in (folder / "attachments").iterdir()} == {str(stays)}
    inspect_file(attachment_id=old, now=cast.later)


def test_files_beside_a_draft_wait_on(cast, folder):
    mine, other = kept(cast, "member"), kept(cast, "colleague")
    renew_waiting(ids=[str(mine), str(other)], owner_id=cast.member.pk, now=cast.later)
    assert forget_waiting(before=cast.later) == 1
    assert Attachment.objects.get().pk == mine


def test_nobody_opens_a_file_before_the_verdict(cast, client, settings, monkeypatch):
    settings.SCANNER = "clamd:///nowhere"
    thread, pk = placed(cast)
    with pytest.raises(ScannerUnreachable):
        inspect_file(attachment_id=pk, now=cast.later)
    assert [status(client, cast, who, pk) for who in ("employee", "colleague")] == [404, 404]
    assert attached(cast.viewer("employee"), thread.pk)[None][0].state == FileState.SCANNING
    assert not attached(cast.viewer("colleague"), thread.pk)
    attachments.ask_scanner_again(before=cast.later, now=cast.later)
    monkeypatch.setattr(attachments, "is_clean", lambda _address, chunks: b"Notulen" in b"".join(chunks))
    run_jobs()
    assert status(client, cast, "colleague", pk) == 200


def test_infected_file_stays_closed_and_out_of_search(cast, client, settings, monkeypatch):
    settings.SCANNER = "clamd:///somewhere"
    monkeypatch.setattr(attachments, "is_clean", lambda _address, _chunks: False)
    thread, pk = placed(cast)
    run_jobs()
    assert status(client, cast, "employee", pk) == 404
    assert not found(client, cast, "Notulen", thread)
    assert "notulen.txt" in client.get(f"/threads/{thread.pk}/").content.decode()
    with pytest.raises(Unseen):
        attachments.remove_attachment(attachment_id=pk, remover=cast.viewer("colleague"), now=cast.later)


def test_full_disk_leaves_no_row(cast, folder, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(files, "store", full)
    with pytest.raises(OSError, match="full"):
        kept(cast, "member")
    assert not Attachment.objects.exists()


@pytest.mark.slow
def test_hostile_files_never_break_the_page(cast, client, real_set):
    client.force_login(cast.member)
    with tarfile.open(real_set("hostile-files") / "files.tar.gz") as tar:
        members = [one for one in tar.getmembers() if one.isfile()]
        assert len(members) > 10
        for member in members:
            content = tar.extractfile(member).read()
            file = SimpleUploadedFile(member.name.rpartition("/")[2], content)
            answer = client.post("/attachments/", {"key": str(new_id()), "file": file})
            assert answer.status_code in {200, 422}, member.name
