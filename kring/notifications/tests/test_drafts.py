"""A text that was not placed at its moment: its writer hears of it."""

import pytest

from kring.kit.ids import new_id
from kring.notifications.actions import tell_of_held_draft
from kring.notifications.models import Notice
from kring.notifications.queries import notices, unread_count
from kring.posts.actions import Handed, place_draft, schedule_draft
from kring.posts.models import Draft
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def test_the_writer_is_told_once_and_led_to_the_drafts(cast, client):
    handed = Handed(kind="message", title="", source="Straks.", where="groep-van-anderen")
    words = {"key": new_id(), "typed": {"source": "Straks."}, "handed": handed, "publish_at": cast.later}
    schedule_draft(**words, writer=cast.viewer("member"), now=cast.now)
    place_draft(draft_id=Draft.objects.get().pk, now=cast.later)
    run_jobs()
    told = Notice.objects.get()
    tell_of_held_draft(person_id=cast.member.pk, event_id=told.events[0], now=cast.later)
    (told,) = notices(cast.viewer("member")).notices
    assert (told.url, unread_count(cast.viewer("member"))) == ("/drafts/", 1)
    assert not notices(cast.viewer("administrator")).notices
    client.force_login(cast.member)
    assert told.words in client.get("/notices/").content.decode()
    assert "Je kunt niet meer schrijven op de plek" in client.get("/drafts/").content.decode()
    assert Notice.objects.count() == 1
