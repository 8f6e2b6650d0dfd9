"""Files that are added to a text that stands already."""

import pytest

from kring.discussion.actions.attachments import attach_files
from kring.discussion.actions.comments import edit_comment, write_comment
from kring.discussion.actions.threads import Wording, edit_thread
from kring.discussion.models import Attachment, Thread
from kring.discussion.queries.attachments import attached
from kring.discussion.tests.make import kept, picture, upload
from kring.infra.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def thread(cast):
    """A question of Tom's that carries one file."""
    thread = cast.publish("member")
    give(cast, thread, [kept(cast, "member", b"een", "een.txt")])
    return thread


def give(cast, thread, ids, comment_id=None):
    attach_files(thread_id=thread.pk, comment_id=comment_id, ids=ids, owner=cast.viewer("member"))


def names(cast, thread, comment_id=None, who="employee"):
    return [one.name for one in attached(cast.viewer(who), thread.pk).get(comment_id, ())]


def edit(cast, thread, ids, source="Graag een antwoord.", **how):
    wording = Wording("Mag dit?", source, files=tuple(ids))
    edit_thread(thread_id=thread.pk, wording=wording, editor=cast.viewer("member"), now=cast.later, **how)


def edited(thread):
    return Thread.objects.values_list("edited_at", "version").get(pk=thread.pk)


def test_they_come_after_those_that_are_there_and_it_says_edited(cast, thread):
    before = edited(thread)
    edit(cast, thread, [kept(cast, "member", text.encode(), f"{text}.txt") for text in ("twee", "drie")])
    assert names(cast, thread) == ["een.txt", "twee.txt", "drie.txt"]
    assert edited(thread) == (cast.later, before[1] + 1)


def test_a_small_correction_does_not_say_edited(cast, thread):
    edit(cast, thread, [kept(cast, "member", b"twee", "twee.txt")], minor=True)
    assert names(cast, thread) == ["een.txt", "twee.txt"]
    assert edited(thread)[0] is None


def test_files_of_others_and_of_other_texts_stay_where_they_are(cast, thread):
    other = cast.publish("member")
    taken = kept(cast, "member", b"twee", "twee.txt")
    give(cast, other, [taken])
    edit(cast, thread, [taken, kept(cast, "owner", b"drie", "drie.txt")])
    assert names(cast, thread) == ["een.txt"]
    assert edited(thread)[0] is None


def test_too_many_in_all_is_refused_and_changes_nothing(cast, thread, settings):
    settings.FILE_COUNT = 2
    with pytest.raises(Refused):
        edit(cast, thread, [kept(cast, "member", b"x", f"{n}.txt") for n in range(2)], "Anders.")
    assert names(cast, thread) == ["een.txt"]
    assert Thread.objects.get(pk=thread.pk).source == "Graag een antwoord."


def test_a_comment_takes_them_too(cast, thread):
    writer = cast.viewer("member")
    row, _ = write_comment(thread_id=thread.pk, source="Zo.", writer=writer, now=cast.now)
    ids = (kept(cast, "member", b"twee", "twee.txt"),)
    edit_comment(comment_id=row.pk, source="Zo.", editor=writer, now=cast.later, files=ids)
    row.refresh_from_db()
    assert (names(cast, thread, row.pk), row.edited_at) == (["twee.txt"], cast.later)


def test_page_keeps_text_and_files_through_every_error(cast, client, thread, settings):
    settings.FILE_COUNT = 2
    client.force_login(cast.member)
    address, typed = f"/threads/{thread.pk}/edit/", {"title": "Mag dit nu?", "source": "Graag."}
    files = [upload(b"twee", "twee.txt"), upload(b"drie", "drie.txt")]
    answer = client.post(address, {**typed, "files": files})
    page = answer.content.decode()
    assert (answer.status_code, "Mag dit nu?" in page) == (422, True)
    waiting = list(Attachment.objects.filter(thread=None).order_by("at", "id").values_list("pk", flat=True))
    answer = client.post(address, {**typed, "attachment": waiting, "file_off": waiting[1]})
    assert (answer.status_code, "Mag dit nu?" in answer.content.decode()) == (200, True)
    answer = client.post(address, {**typed, "attachment": waiting[:1]})
    assert answer.status_code == 302
    assert names(cast, thread) == ["een.txt", "twee.txt"]


def test_page_of_a_comment_takes_a_picture_with_its_words(cast, client, thread):
    row, _ = write_comment(thread_id=thread.pk, source="Zo.", writer=cast.viewer("member"), now=cast.now)
    client.force_login(cast.member)
    address = f"/comments/{row.pk}/edit/"
    page = client.get(address).content.decode()
    assert 'name="files"' in page
    answer = client.post(address, {"source": "Zo.", "attach": "1", "files": [upload(picture(), "kade.jpg")]})
    pk = Attachment.objects.get(name="kade.jpg").pk
    assert (answer.status_code, str(pk) in answer.content.decode()) == (200, True)
    client.post(address, {"source": "Zo.", "attachment": pk, f"alt-{pk}": "De kade bij hoog water."})
    [card] = attached(cast.viewer("employee"), thread.pk)[row.pk]
    assert (card.alt, card.width) == ("De kade bij hoog water.", 1200)
