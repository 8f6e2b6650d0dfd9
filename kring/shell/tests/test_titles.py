"""Addresses of this Kring in a text show as titles, for who may read what they lead to."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.attachments import attach_files
from kring.discussion.actions.threads import delete_thread
from kring.discussion.models import Attachment
from kring.kit.ids import new_id
from kring.topics.actions import topics_named

pytestmark = pytest.mark.django_db
ORIGIN = settings.ORIGIN


def page(client, account, path):
    client.force_login(account)
    return client.get(path).content.decode()


def pointing(cast, *paths):
    """A text for everybody that names these addresses; returns its address."""
    thread = cast.publish("colleague", source="\n\n".join(f"Zie {ORIGIN}{path}." for path in paths))
    return f"/threads/{thread.pk}/"


def bare(path):
    return f">{ORIGIN}{path}</a>"


def test_each_sort_of_address_shows_its_title(cast, client):
    other = cast.publish("owner", title="Parkeren & <b>fietsen</b>", source="Tekst.")
    untitled = cast.publish("owner", kind="message", title="", source="Een bericht zonder titel.")
    topics_named(names=["fietsplan"], now=cast.now, public=True)
    client.force_login(cast.owner)
    upload = {"file": SimpleUploadedFile("rooster.txt", b"ma di wo"), "key": str(new_id())}
    assert client.post("/attachments/", upload).status_code == 200
    file = Attachment.objects.get()
    attach_files(thread_id=other.pk, comment_id=None, ids=[file.pk], owner=cast.viewer("owner"))
    paths = (f"/threads/{other.pk}/#answer", f"/threads/{untitled.pk}", "/people/tom.dijkman/")
    paths += ("/groups/groep-open/", "/topics/fietsplan/", f"/attachments/{file.pk}/")
    shown = page(client, cast.employee, pointing(cast, *paths))
    titles = ("Parkeren &amp; &lt;b&gt;fietsen&lt;/b&gt;", "Een bericht zonder titel.", "Tom Dijkman")
    for path, title in zip(paths, (*titles, "Groep open", "fietsplan", "rooster.txt"), strict=True):
        assert f'<a href="{ORIGIN}{path}" rel="nofollow noopener noreferrer">{title}</a>' in shown
        assert bare(path) not in shown


@pytest.mark.parametrize("where", ["closed", "hidden"])
def test_title_is_not_told_to_who_may_not_read_it(cast, client, where):
    secret = cast.publish("owner", where, title="Sluiting zwembad")
    paths = (f"/threads/{secret.pk}/", f"/groups/groep-{where}/")
    text = pointing(cast, *paths)
    for_all = ["/?lane=all", text]
    for path in for_all:  # the member first: what was made for one reader is not kept for the next
        assert "Sluiting zwembad</a>" in page(client, cast.member, path)
        other = page(client, cast.outsider, path)
        assert bare(paths[0]) in other
        assert "Sluiting zwembad" not in other
        assert (bare(paths[1]) in other) == (where == "hidden")


def test_title_goes_with_the_thing(cast, client):
    gone = cast.publish("owner", title="Even weg")
    text = pointing(cast, f"/threads/{gone.pk}/")
    assert "Even weg</a>" in page(client, cast.employee, text)
    delete_thread(thread_id=gone.pk, remover=cast.viewer("owner"), now=cast.now)
    assert bare(f"/threads/{gone.pk}/") in page(client, cast.employee, text)


def test_own_words_of_a_link_and_other_addresses_stay(cast, client):
    person = f"{ORIGIN}/people/tom.dijkman/"
    source = (
        f"[Tom vragen]({person}) {ORIGIN}/people/ https://elders.example/people/tom.dijkman/ {person}?a=b"
    )
    thread = cast.publish("colleague", source=f"{source} `{person}`")
    shown = page(client, cast.employee, f"/threads/{thread.pk}/")
    assert "Tom vragen</a>" in shown
    assert bare("/people/") in shown
    assert ">https://elders.example/people/tom.dijkman/</a>" in shown
    assert bare("/people/tom.dijkman/?a=b") in shown
    assert "Tom Dijkman</a>" not in shown


def test_statements_do_not_grow_with_the_addresses(cast, client):
    threads = [cast.publish("owner", title=f"Vraag {number}") for number in range(8)]
    paths = [f"/threads/{one.pk}/" for one in threads]
    few, many = pointing(cast, paths[0]), pointing(cast, *paths, "/groups/groep-open/")
    none = f"/threads/{threads[0].pk}/"

    def statements(path):
        client.force_login(cast.employee)
        client.get(path)  # what only a first visit does is done
        with CaptureQueriesContext(
            connection,
        ) as counted:
            client.get(path)
        return len(counted)

    assert statements(few) == statements(many) == statements(none) + 1
