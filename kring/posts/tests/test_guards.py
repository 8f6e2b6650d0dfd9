"""Looking again before a text is placed: in the composer, under a conversation, and when it changes."""

import pytest

from kring.discussion.models import Comment, Thread
from kring.discussion.queries.reach import audience_size
from kring.discussion.web import warnings
from kring.groups.access import EVERYONE_AUDIENCE
from kring.infra.verdict import Unseen
from kring.kit.ids import new_id
from tests.api.calling import caller

pytestmark = pytest.mark.django_db
SECRET = "Mijn nummer is 111222333."


def post(client, path, **words):
    return client.post(path, {"key": str(new_id()), "kind": "message", "place": "1", **words})


def test_composer_warns_with_the_text_kept_and_places_it_all_the_same(cast, client, caplog):
    client.force_login(cast.employee)
    key = str(new_id())
    first = post(client, "/threads/new/", source=SECRET, key=key)
    shown = first.content.decode()
    assert (first.status_code, Thread.objects.count()) == (422, 0)
    assert SECRET in shown
    assert "BSN" in shown
    assert 'name="sure"' in shown
    assert post(client, "/threads/new/", source=SECRET, key=key, sure="1").status_code == 302
    assert Thread.objects.count() == 1
    assert "111222333" not in caplog.text


def test_comment_and_its_change_warn_too(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.employee)
    path = f"/threads/{thread.pk}/comments/"
    assert post(client, path, kind="answer", source=SECRET).status_code == 422
    assert post(client, path, kind="answer", source=SECRET, sure="1").status_code == 302
    comment = Comment.objects.get()
    assert comment.kind == "answer"
    edit = f"/comments/{comment.pk}/edit/"
    assert client.post(edit, {"source": f"{SECRET} Echt."}).status_code == 422
    assert client.post(edit, {"source": f"{SECRET} Echt.", "sure": "1"}).status_code == 302


def test_change_of_a_conversation_warns(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.colleague)
    words = {"title": "Mag dit?", "source": "NL91 ABNA 0417 1643 00", "topics": ""}
    answer = client.post(f"/threads/{thread.pk}/edit/", words)
    assert answer.status_code == 422
    assert "IBAN" in answer.content.decode()


def test_name_of_who_cannot_read_it_is_told_before(cast, client):
    thread = cast.publish("owner", "closed")
    client.force_login(cast.member)
    path = f"/threads/{thread.pk}/comments/"
    answer = post(client, path, kind="comment", source=f"Vraag @{cast.outsider.handle} maar.")
    assert answer.status_code == 422
    assert cast.outsider.name in answer.content.decode()
    assert post(client, path, kind="comment", source=f"Vraag @{cast.owner.handle}.").status_code == 302


def test_short_question_for_very_many_is_asked_about(cast, client, monkeypatch):
    monkeypatch.setattr(warnings, "LARGE", 3)
    client.force_login(cast.employee)
    short = post(client, "/threads/new/", kind="question", title="Waar is de nietmachine?")
    size = audience_size(cast.viewer("employee"), EVERYONE_AUDIENCE)
    assert short.status_code == 422
    assert f"{size} mensen lezen deze korte vraag" in short.content.decode()
    long = post(client, "/threads/new/", kind="question", title="Waar is die?", source="Graag hulp. " * 8)
    assert long.status_code == 302


def test_size_of_an_audience_is_for_those_who_are_part_of_it(cast):
    closed = cast.publish("owner", "closed").audience_id
    assert audience_size(cast.viewer("member"), closed) > 1
    with pytest.raises(Unseen):
        audience_size(cast.viewer("outsider"), closed)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (SECRET, "BSN"),
        ("NL91 ABNA 0417 1643 00", "IBAN"),
        ("Bel 0612345678, 0687654321, 0611223344 of 0699887766.", "telefoonnummers"),
        ("Aan a@b.example, c@d.example, e@f.example en g@h.example.", "mailadressen"),
    ],
)
def test_every_worry_shows_under_a_conversation_and_by_the_api(cast, client, text, word):
    thread = cast.publish("colleague")
    client.force_login(cast.employee)
    answer = post(client, f"/threads/{thread.pk}/comments/", kind="comment", source=text)
    assert (answer.status_code, word in answer.content.decode()) == (422, True)
    placed = caller(cast, "employee").send("post", f"threads/{thread.pk}/comments", {"source": text})
    assert placed.status_code == 201
    assert word in " ".join(placed.json()["warnings"])


def test_program_hears_what_a_writer_would_have_been_asked(cast, monkeypatch):
    monkeypatch.setattr(warnings, "LARGE", 3)
    program = caller(cast, "member")
    words = {"kind": "question", "title": "Waar is de nietmachine?", "source": f"@{cast.guest.handle}"}
    placed = program.send("post", "threads", words)
    assert placed.status_code == 201
    unreached, large = placed.json()["warnings"]
    assert cast.guest.name in unreached
    assert "korte vraag" in large
    changed = program.send(
        "patch", f"threads/{placed.json()['id']}", {"title": words["title"], "source": SECRET}
    )
    assert "BSN" in changed.json()["warnings"][0]
    comment = program.send("post", f"threads/{placed.json()['id']}/comments", {"source": "Dank."}).json()
    assert comment["warnings"] == []
    changed = program.send("patch", f"comments/{comment['id']}", {"source": SECRET})
    assert "BSN" in changed.json()["warnings"][0]
