"""The life of a conversation through the pages."""

import pytest

from kring.discussion.actions.comments import write_comment
from kring.discussion.models import Thread
from kring.infra.verdict import Refused
from kring.kit.ids import new_id
from kring.posts.actions import ask_from_comment

pytestmark = pytest.mark.django_db


def test_widening_shows_the_number_first_and_keeps_the_choice(cast, client):
    thread = cast.publish("member", "closed", title="Wie weet dit?")
    client.force_login(cast.member)
    path, slug = f"/threads/{thread.pk}/move/", cast.groups["open"].slug
    assert slug in client.get(path).content.decode()
    asked = client.post(path, {"where": slug})
    assert asked.status_code == 422
    assert "konden het tot nu toe niet lezen" in asked.content.decode()
    assert Thread.objects.get(pk=thread.pk).audience_id == thread.audience_id
    assert client.post(path, {"where": slug, "widening": "on"}).status_code == 302
    left = client.get(f"/groups/{cast.groups['closed'].slug}/").content.decode()
    assert "verplaatst naar" in left
    assert "Wie weet dit?" in left


def test_place_that_is_not_mine_is_an_error_at_the_choice(cast, client):
    thread = cast.publish("employee")
    client.force_login(cast.employee)
    answer = client.post(f"/threads/{thread.pk}/move/", {"where": cast.groups["hidden"].slug})
    assert answer.status_code == 422
    assert cast.groups["hidden"].name not in answer.content.decode()


def test_closing_and_pinning_by_the_buttons(cast, client):
    thread = cast.publish("member", "open", title="Wie sluit dit?")
    client.force_login(cast.owner)
    for name in ("closure", "pin"):
        assert client.post(f"/threads/{thread.pk}/{name}/", {"want": "1"}).status_code == 302
    shown = client.get(f"/threads/{thread.pk}/").content.decode()
    assert f"Gesloten door {cast.owner.name}" in shown
    group = client.get(f"/groups/{cast.groups['open'].slug}/").content.decode()
    assert f"Vastgezet door {cast.owner.first_name}" in group
    for name in ("closure", "pin"):
        assert client.post(f"/threads/{thread.pk}/{name}/", {"want": "0"}).status_code == 302
    assert "Gesloten door" not in client.get(f"/threads/{thread.pk}/").content.decode()


def test_small_correction_by_its_tick(cast, client):
    thread = cast.publish("colleague")
    client.force_login(cast.colleague)
    sent = {"title": "Mag dit echt?", "source": "Graag.", "topics": "", "minor": "on"}
    assert client.post(f"/threads/{thread.pk}/edit/", sent).status_code == 302
    page = client.get(f"/threads/{thread.pk}/").content.decode()
    assert f'href="/threads/{thread.pk}/history/"' in page  # without "edited" the history still is there
    shown = Thread.objects.get(pk=thread.pk)
    assert (shown.title, shown.edited_at) == ("Mag dit echt?", None)


def test_question_comes_out_of_a_comment_once_and_the_comment_leads_to_it(cast, client):
    thread = cast.publish("colleague")
    written = {"thread_id": thread.pk, "source": "En hoe zit het met glas?", "now": cast.later}
    comment, _text = write_comment(writer=cast.viewer("member"), **written)
    client.force_login(cast.moderator)
    path = f"/comments/{comment.pk}/question/"
    assert "En hoe zit het met glas?" in client.get(path).content.decode()
    sent = {"key": str(new_id()), "title": "Waar hoort glas?"}
    first, second = client.post(path, sent), client.post(path, sent)
    assert first["Location"] == second["Location"]
    asked = Thread.objects.get(title="Waar hoort glas?")
    assert asked.audience_id == thread.audience_id
    assert cast.member.name in asked.html
    assert "Waar hoort glas?" in client.get(f"/threads/{thread.pk}/").content.decode()


def test_only_who_may_turn_a_comment_asks_from_it(cast):
    thread = cast.publish("colleague")
    written = {"thread_id": thread.pk, "source": "En glas?", "now": cast.later}
    comment, _text = write_comment(writer=cast.viewer("member"), **written)
    with pytest.raises(Refused):
        ask_from_comment(comment_id=comment.pk, title="Glas?", asker=cast.viewer("employee"), now=cast.later)
    assert Thread.objects.count() == 1
