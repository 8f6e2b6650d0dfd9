"""Writing and reading through the pages."""

import pytest

from kring.discussion.models import Comment, Thread
from kring.kit.ids import new_id
from kring.posts.web.forms import question_in

pytestmark = pytest.mark.django_db


def form(**words):
    return {
        "key": str(new_id()),
        "kind": "question",
        "title": "Mag dit?",
        "source": "Wie weet het?",
        "place": "1",
        **words,
    }


def test_asking_twice_with_one_form_makes_one_question(cast, client):
    client.force_login(cast.employee)
    sent = form()
    first, second = client.post("/threads/new/", sent), client.post("/threads/new/", sent)
    assert first["Location"] == second["Location"]
    assert Thread.objects.count() == 1
    assert "Mag dit?" in client.get(first["Location"]).content.decode()


def test_incomplete_question_comes_back_with_its_text(cast, client):
    client.force_login(cast.employee)
    answer = client.post("/threads/new/", form(title="", source="Alles wat ik al typte. " * 20))
    assert answer.status_code == 422
    assert "Alles wat ik al typte." in answer.content.decode()


def test_a_title_is_coached_without_script(cast, client):
    client.force_login(cast.employee)
    answer = client.post("/threads/new/", form(title="Vraag over WABO", where="nergens"))
    assert answer.status_code == 422
    assert "Maak er een hele zin van" in answer.content.decode()


def test_audience_that_is_not_mine_keeps_my_text(cast, client):
    client.force_login(cast.outsider)
    answer = client.post("/threads/new/", form(where=cast.groups["closed"].slug))
    assert answer.status_code == 422
    assert "Wie weet het?" in answer.content.decode()
    assert not Thread.objects.exists()


def test_answer_stands_under_the_question(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.employee)
    sent = {"key": str(new_id()), "source": "Ja, dat **mag**.", "kind": "answer"}
    answer = client.post(f"/threads/{thread.pk}/comments/", sent, follow=True)
    assert "<strong>mag</strong>" in answer.content.decode()
    assert Comment.objects.get().kind == "answer"


def test_empty_answer_says_what_to_do(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.employee)
    answer = client.post(f"/threads/{thread.pk}/comments/", {"key": str(new_id()), "source": " "})
    assert answer.status_code == 422


def test_closed_conversation_looks_like_none_at_all(cast, client):
    thread = cast.publish("owner", "closed")
    client.force_login(cast.outsider)
    there, nowhere = client.get(f"/threads/{thread.pk}/"), client.get(f"/threads/{new_id()}/")
    assert (there.status_code, nowhere.status_code) == (404, 404)


def test_visitor_goes_to_the_front_door(client, db):
    answer = client.get(f"/threads/{new_id()}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.slow
def test_thread_page_costs_the_same_with_many_answers(cast, client, django_assert_max_num_queries):
    thread = cast.publish("colleague")
    client.force_login(cast.employee)
    for _n in range(30):
        client.post(
            f"/threads/{thread.pk}/comments/", {"key": str(new_id()), "source": "Ja.", "kind": "answer"}
        )
    with django_assert_max_num_queries(17):
        assert client.get(f"/threads/{thread.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "title", "text"),
    [
        ("Mag dit?", "Mag dit?", ""),
        ("Mag dit? Ik wil het graag weten.", "Mag dit?", "Ik wil het graag weten."),
        ("Mag dit\nof mag dat?", "Mag dit", "of mag dat?"),
        ("x" * 201, "", "x" * 201),
    ],
)
def test_question_typed_in_one_box_finds_its_title(typed, title, text):
    assert question_in(typed) == (title, text)
