"""Placing at a moment that was chosen: once, with the rights of that moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from kring.discussion.models import Thread
from kring.groups.actions.founding import archive_group
from kring.identity.actions import deactivate_account
from kring.infra.models import Event
from kring.kit.clock import utcnow
from kring.kit.ids import new_id
from kring.posts.actions import Handed, PollText, place, place_draft, schedule_draft
from kring.posts.jobs import place_due_drafts
from kring.posts.models import Draft, Poll
from kring.posts.web.forms import MomentField
from tests.cast import make_cast
from tests.jobs import run_jobs

TYPED = {"kind": "message", "source": "Straks."}


def schedule(cast, where="", **words):
    handed = Handed(**{"kind": "message", "title": "", "source": "Straks.", "where": where, **words})
    writer, key = cast.viewer("member"), new_id()
    schedule_draft(key=key, typed=TYPED, handed=handed, publish_at=cast.later, writer=writer, now=cast.now)
    return Draft.objects.get(key=key)


@pytest.mark.django_db
def test_a_draft_is_placed_at_its_moment_and_not_before(cast):
    draft = schedule(cast)
    assert not place_draft(draft_id=draft.pk, now=cast.now)
    assert place_draft(draft_id=draft.pk, now=cast.later)
    assert not place_draft(draft_id=draft.pk, now=cast.later)
    thread = Thread.objects.get()
    assert (thread.source, thread.author_id, thread.created_at) == ("Straks.", cast.member.pk, cast.later)
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_the_job_of_each_minute_places_what_is_due(cast):
    poll = PollText(options=("Ja", "Nee"), ends_at=cast.later + timedelta(days=900))
    schedule(cast, kind="poll", title="Doen we dit?", poll=poll)
    Draft.objects.update(publish_at=utcnow() - timedelta(minutes=1))
    place_due_drafts.func(timestamp=int(utcnow().timestamp()))
    run_jobs()
    assert Poll.objects.get().ends_at == poll.ends_at


def archive(cast):
    archive_group(actor=cast.viewer("owner"), group_id=cast.groups["closed"].pk, now=cast.now)


def leave(cast):
    deactivate_account(account_id=cast.member.pk, by=None, now=cast.now)


def lose(cast):
    ready = Draft.objects.get().ready
    Draft.objects.update(ready={**ready, "where": "groep-van-anderen"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"), [(archive, "afgesloten"), (leave, "gesloten"), (lose, "niet meer schrijven")]
)
def test_rights_are_those_of_the_moment(cast, change, reason):
    draft = schedule(cast, cast.groups["closed"].slug)
    change(cast)
    assert not place_draft(draft_id=draft.pk, now=cast.later)
    row = Draft.objects.get()
    assert reason in row.held
    assert (row.publish_at, row.typed) == (None, TYPED)
    assert not Thread.objects.exists()
    assert Event.objects.filter(name="DraftHeld").count() == 1


@pytest.mark.slow
def test_several_workers_place_it_once(committed):
    cast = make_cast()
    pk = schedule(cast).pk

    def work(_n):
        try:
            return place_draft(draft_id=pk, now=cast.later)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(work, range(4)))
    assert Thread.objects.count() == 1
    assert True in told
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_composer_is_placed_later_from_its_page(cast, client):
    client.force_login(cast.member)
    there = (utcnow() + timedelta(days=9)).strftime("%Y-%m-%dT09:30")
    sent = {"key": str(new_id()), "kind": "message", "source": "Straks.", "publish_at": there, "later": "1"}
    text = client.post("/threads/new/", sent, follow=True).content.decode()
    assert "9.30 uur" in text
    assert "Staat klaar" in text
    for wrong in ("", "2020-01-01T09:00", "2099-01-01T09:00", "straks"):
        assert client.post("/threads/new/", {**sent, "publish_at": wrong}).status_code == 422
    key = sent["key"]
    assert "data-keep=" not in client.get(f"/drafts/{key}/").content.decode()
    client.post(f"/drafts/{key}/moment/end/")
    assert Draft.objects.get().publish_at is None
    assert not Thread.objects.exists()


def test_the_clock_on_the_wall_is_followed():
    field = MomentField()
    assert field.clean("2026-12-01T09:00") == datetime.fromisoformat("2026-12-01T08:00+00:00")
    assert field.clean("2026-10-25T02:30") == datetime.fromisoformat("2026-10-25T00:30+00:00")
    with pytest.raises(ValidationError):
        field.clean("2026-03-29T02:30")


@pytest.mark.django_db
def test_a_whole_composer_is_placed(cast):
    handed = Handed(kind="idea", title="Zullen we?", source="", topics=("fietsen",))
    thread, _text = place(handed=handed, writer=cast.viewer("member"), now=cast.now)
    assert thread.idea.stage == "submitted"
