"""Read and unread: what is new since one was here, and nobody else hears of it."""

from datetime import timedelta

import pytest

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.reading import (
    mark_everything_read,
    mark_read,
    mark_unread,
    read_thread,
    undo_everything_read,
)
from kring.discussion.models import AllRead, ThreadRead
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.reading import news_in
from kring.infra.verdict import Unseen

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def asked(cast):
    return cast.publish("colleague", title="Wie weet dit?")


def answer(cast, thread, role="owner"):
    written = {"source": "Zo kan het.", "kind": "answer", "writer": cast.viewer(role)}
    return write_comment(thread_id=thread.pk, now=cast.now, **written)[0]


def opened(cast, thread, role="employee"):
    """What is new on the page that somebody opens now."""
    viewer = cast.viewer(role)
    since = read_thread(reader=viewer, thread_id=thread.pk, now=cast.now)
    return news_in(viewer, conversation(viewer, thread.pk), since)


def test_a_first_visit_has_nothing_new(cast, asked):
    answer(cast, asked)
    assert opened(cast, asked).count == 0


def test_what_others_said_since_is_new_from_the_first_of_it(cast, asked):
    opened(cast, asked)
    cast.now += HOUR
    first = answer(cast, asked)
    cast.now += HOUR
    answer(cast, asked)
    news = opened(cast, asked)
    assert (news.count, news.first) == (2, first.pk)


def test_the_line_stays_when_the_page_is_fetched_again(cast, asked):
    opened(cast, asked)
    cast.now += HOUR
    answer(cast, asked)
    assert opened(cast, asked).count == 1
    cast.now += timedelta(minutes=5)
    assert opened(cast, asked).count == 1
    cast.now += HOUR
    assert opened(cast, asked).count == 0


def test_ones_own_words_are_never_new(cast, asked):
    opened(cast, asked)
    cast.now += HOUR
    answer(cast, asked, "employee")
    assert opened(cast, asked).count == 0


def test_only_who_opened_something_has_a_row(cast, asked):
    assert set(ThreadRead.objects.values_list("account", flat=True)) == set()
    opened(cast, asked)
    assert list(ThreadRead.objects.values_list("account", flat=True)) == [cast.employee.pk]


def test_unread_again_begins_where_one_had_read(cast, asked):
    opened(cast, asked)
    cast.now += HOUR
    answer(cast, asked)
    cast.now += HOUR
    opened(cast, asked)
    mark_unread(thread_id=asked.pk, reader=cast.viewer("employee"), now=cast.now)
    row = ThreadRead.objects.get(account=cast.employee.pk)
    assert row.unread
    mark_read(thread_id=asked.pk, reader=cast.viewer("employee"), now=cast.now)
    row.refresh_from_db()
    assert not row.unread


def test_everything_read_counts_for_threads_that_were_never_opened(cast, asked):
    answer(cast, asked)
    mark_everything_read(reader=cast.viewer("employee"), until=cast.now)
    cast.now += HOUR
    answer(cast, asked)
    assert opened(cast, asked).count == 1


def test_everything_read_is_taken_back(cast, asked):
    reader = cast.viewer("employee")
    undo_everything_read(reader=reader)
    mark_everything_read(reader=reader, until=cast.now)
    undo_everything_read(reader=reader)
    assert not AllRead.objects.exists()
    mark_everything_read(reader=reader, until=cast.now)
    mark_everything_read(reader=reader, until=cast.now + HOUR)
    undo_everything_read(reader=reader)
    assert AllRead.objects.get().at == cast.now


def test_outsiders_mark_nothing(cast):
    hidden = cast.publish("owner", "hidden")
    for mark in (mark_read, mark_unread):
        with pytest.raises(Unseen):
            mark(thread_id=hidden.pk, reader=cast.viewer("outsider"), now=cast.now)
    assert not ThreadRead.objects.filter(account=cast.outsider.pk).exists()


def test_the_page_leads_to_the_first_new_text(cast, client, asked):
    client.force_login(cast.employee)
    page = f"/threads/{asked.pk}/"
    client.get(page)
    ThreadRead.objects.update(upto=cast.now - HOUR)
    first = answer(cast, asked)
    shown = client.get(page).content.decode()
    assert 'href="#new"' in shown
    assert 0 < shown.index('id="new"') < shown.index(f'id="c-{first.pk}"')


def test_buttons_say_what_they_did_and_how_to_take_it_back(cast, client, asked):
    client.force_login(cast.employee)
    for address, undo in (
        (f"/threads/{asked.pk}/unread/", f"/threads/{asked.pk}/unread/end/"),
        ("/reading/everything/", "/reading/everything/end/"),
    ):
        shown = client.post(address, {"until": "2030-01-01T00:00:00+00:00"}, follow=True)
        assert undo in shown.content.decode()
        assert client.post(undo).status_code == 302
    assert client.post("/reading/everything/", {"until": "straks"}).status_code == 400
