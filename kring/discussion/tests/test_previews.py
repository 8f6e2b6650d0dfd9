"""Previews of pages elsewhere: only where they are on, only for what everybody reads, only as words."""

from datetime import timedelta

import pytest

from kring.discussion.actions import previews
from kring.discussion.actions.comments import edit_comment, write_comment
from kring.discussion.actions.previews import first_elsewhere, forget_pages, preview_link, remove_preview
from kring.discussion.actions.threads import delete_thread
from kring.discussion.models import LinkPreview, OutsidePage
from kring.discussion.queries.previews import previews_of
from kring.infra.fetching import NotFetched
from kring.infra.verdict import Refused, Unseen
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
ADDRESS = "https://elders.example/fiets?a=1&b=2"
PAGE = """<title>Fiets &lt;b&gt;plan</title><meta property="og:site_name" content="elders.example.bank">
<meta name="description" content="&lt;img src=x onerror=alert(1)&gt;">"""


@pytest.fixture
def asked(monkeypatch, settings):
    """Previews on, and the addresses that were fetched."""
    settings.LINK_PREVIEWS = True
    found = []

    def fetch(address):
        found.append(address)
        return PAGE

    monkeypatch.setattr(previews, "fetch_page", fetch)
    return found


def shown(client, account, thread):
    client.force_login(account)
    return client.get(f"/threads/{thread.pk}/").content.decode()


def test_off_unless_the_organisation_turns_it_on(cast, client, asked, settings):
    settings.LINK_PREVIEWS = False
    thread = cast.publish("colleague", source=ADDRESS)
    run_jobs()
    assert asked == []
    settings.LINK_PREVIEWS = True
    preview_link(thread_id=thread.pk, comment_id=None, now=cast.now)
    assert "Fiets" in shown(client, cast.employee, thread)
    settings.LINK_PREVIEWS = False
    assert "Fiets" not in shown(client, cast.employee, thread)


def test_thread_and_comment_get_the_words_of_their_first_page(cast, client, asked):
    thread = cast.publish(
        "colleague", source=f"Zie http://a.example/ en {ADDRESS}#stuk of https://b.example/"
    )
    words = {"thread_id": thread.pk, "writer": cast.viewer("employee"), "now": cast.now}
    comment, _text = write_comment(source="En [dit](https://c.example/).", **words)
    run_jobs()
    assert asked == [ADDRESS, "https://c.example/"]
    page = shown(client, cast.employee, thread)
    assert "<strong>Fiets &lt;b&gt;plan</strong><br>&lt;img src=x onerror=alert(1)&gt;" in page
    assert 'href="https://c.example/" rel="nofollow noopener noreferrer"><svg' in page
    assert "elders.example.bank · elders.example<" in page  # where it really leads, whatever it says
    assert f"/comments/{comment.pk}/preview/removal/" in page
    assert f"/threads/{thread.pk}/preview/removal/" not in page


@pytest.mark.parametrize("where", ["closed", "hidden"])
def test_address_in_a_closed_group_is_told_to_nobody(cast, asked, where):
    thread = cast.publish("owner", where, source=ADDRESS)
    write_comment(thread_id=thread.pk, source=ADDRESS, writer=cast.viewer("member"), now=cast.now)
    run_jobs()
    assert asked == []
    assert not LinkPreview.objects.exists()


def test_preview_is_read_like_its_text(cast, asked):
    thread = cast.publish("owner", "closed", source=ADDRESS)
    page = OutsidePage.objects.create(address=ADDRESS, title="Fiets", fetched_at=cast.now)
    LinkPreview.objects.create(thread=thread, page=page)
    read = previews_read(cast, thread)
    assert read("member")
    assert not read("outsider")
    with pytest.raises(Unseen):
        remove_preview(text_id=thread.pk, remover=cast.viewer("outsider"), now=cast.now)
    delete_thread(thread_id=thread.pk, remover=cast.viewer("owner"), now=cast.now)
    assert not read("member")


def previews_read(cast, thread):
    return lambda who: previews_of(cast.viewer(who), thread.pk)


def test_one_address_is_asked_once_a_week(cast, asked):
    for _ in range(2):
        cast.publish("colleague", source=ADDRESS)
    run_jobs()
    assert (len(asked), LinkPreview.objects.count()) == (1, 2)
    again = cast.publish("colleague", source=ADDRESS)
    preview_link(thread_id=again.pk, comment_id=None, now=cast.now + timedelta(days=8))
    assert len(asked) == 2


def test_page_that_cannot_be_fetched_gives_none_and_rests_a_week(cast, asked, monkeypatch, caplog):
    def refuse(address):
        asked.append(address)
        raise NotFetched("inside")

    monkeypatch.setattr(previews, "fetch_page", refuse)
    caplog.set_level("INFO")
    for _ in range(2):
        cast.publish("colleague", source=ADDRESS)
    run_jobs()
    assert len(asked) == 1
    assert not LinkPreview.objects.exists()
    assert "no preview: inside" in caplog.text
    assert ADDRESS not in caplog.text


def test_author_takes_it_away_for_good(cast, client, asked):
    thread = cast.publish("colleague", source=ADDRESS)
    run_jobs()
    path = f"/threads/{thread.pk}/preview/removal/"
    with pytest.raises(Refused):
        remove_preview(text_id=thread.pk, remover=cast.viewer("moderator"), now=cast.now)
    assert path in shown(client, cast.colleague, thread)
    assert client.post(path).status_code == 302
    preview_link(thread_id=thread.pk, comment_id=None, now=cast.now)
    assert "<strong>Fiets" not in shown(client, cast.colleague, thread)
    assert client.post(path).status_code == 404


def test_preview_goes_when_its_address_leaves_the_text(cast, client, asked):
    thread = cast.publish("colleague")
    comment, _text = write_comment(
        thread_id=thread.pk, source=ADDRESS, writer=cast.viewer("employee"), now=cast.now
    )
    run_jobs()
    assert "<strong>Fiets" in shown(client, cast.colleague, thread)
    edit_comment(comment_id=comment.pk, source="Toch niet.", editor=cast.viewer("employee"), now=cast.now)
    assert "<strong>Fiets" not in shown(client, cast.colleague, thread)


def test_pages_that_no_text_has_are_forgotten(cast, asked, monkeypatch):
    shown, empty = cast.publish("colleague", source=ADDRESS), cast.publish("colleague", source=f"{ADDRESS}&c")
    preview_link(thread_id=shown.pk, comment_id=None, now=cast.now)
    monkeypatch.setattr(previews, "fetch_page", lambda address: "")
    preview_link(thread_id=empty.pk, comment_id=None, now=cast.now)
    remove_preview(text_id=shown.pk, remover=cast.viewer("colleague"), now=cast.now)
    assert forget_pages(now=cast.now + timedelta(days=6)) == 0
    assert forget_pages(now=cast.now + timedelta(days=8)) == 1
    assert [(row.page.address, row.removed_at) for row in LinkPreview.objects.all()] == [(ADDRESS, cast.now)]


def test_own_addresses_and_other_sorts_are_not_elsewhere(settings):
    settings.ORIGIN, settings.ALLOWED_HOSTS = "https://kring.example", ["kring.example", "intern.example"]
    for address in ("https://kring.example/x", "https://INTERN.example/", "http://a.example/", "/threads/"):
        assert not first_elsewhere(f'<p><a href="{address}">x</a></p>')
    assert not first_elsewhere('<p>&lt;a href="https://a.example/"&gt;</p>')
