"""What people complained about in the digests of others (D5 to D10 and D13): each complaint is one test."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.digests.actions import begin_rounds, build_part, choose_rhythm
from kring.digests.queries import own_digest, unseen
from kring.digests.rules import Appointment
from kring.digests.tests.make import DAILY, make_round, morning, send_digests, want_daily
from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.reading import read_thread
from kring.identity.models import Account
from kring.infra.models import Mail
from kring.notifications.actions import note_opened
from tests.cast import Cast, viewer_now

pytestmark = pytest.mark.django_db


def comment(cast: Cast, who: str, thread, source: str = "Nog iets.") -> None:
    """A comment an hour after everything."""
    write_comment(thread_id=thread.pk, source=source, kind="comment", writer=cast.viewer(who), now=cast.later)


def test_d5_twelve_pieces_of_news_in_one_conversation_are_one_block(cast: Cast) -> None:
    want_daily(cast, "member")
    thread = cast.publish("owner", "closed", title="De brug")
    for n in range(12):
        comment(cast, "owner", thread, f"Bericht {n}")
    (letter,) = send_digests(morning(cast))
    assert letter.subject == "1 gesprek dat je niet zag"
    assert letter.body.count("De brug") == 1


def test_d6_nothing_is_told_twice(cast: Cast) -> None:
    want_daily(cast, "member")
    read, told = (cast.publish("owner", "closed", title=one) for one in ("Gelezen", "Verteld"))
    read_thread(reader=cast.viewer("member"), thread_id=read.pk, now=cast.later)
    note_opened(viewer=cast.viewer("member"), thread_id=read.pk, now=cast.later)
    (letter,) = send_digests(morning(cast))
    assert "Verteld" in letter.body
    assert "Gelezen" not in letter.body
    assert send_digests(morning(cast)) == []  # the job runs again
    assert send_digests(morning(cast, 2)) == []
    comment(cast, "owner", told)  # an hour after the start: before the digest that told of it
    assert send_digests(morning(cast, 3)) == []


def test_d7_no_news_no_digest(cast: Cast) -> None:
    want_daily(cast, "member", "outsider")
    cast.publish("member", title="Eigen vraag")
    came = send_digests(morning(cast))
    assert [letter.to for letter in came] == [["outsider@waterrijk.example"]]
    assert not Mail.objects.filter(account_id=cast.member.pk, kind="digest").exists()


def test_d8_grouped_by_conversation_newest_first_with_the_readers_own_rights(cast: Cast) -> None:
    want_daily(cast, "member", "outsider")
    first = cast.publish("owner", "closed", title="Besloten eerste")
    cast.now += timedelta(minutes=5)
    cast.publish("owner", "closed", title="Besloten tweede")
    for n in range(5):
        comment(cast, "owner", first, f"Bericht {n}")
    (letter,) = send_digests(morning(cast))
    assert letter.to == ["member@waterrijk.example"]
    assert letter.body.count("Besloten eerste") == 1
    assert letter.body.index("Besloten tweede") < letter.body.index("Besloten eerste")
    assert "5 nieuwe reacties" in letter.body


def test_d9_what_stands_in_the_mail_and_the_rest_are_what_stands_in_kring(cast: Cast) -> None:
    want_daily(cast, "member")
    for n in range(9):
        cast.publish("owner", "closed", title=f"Vraag {n}")
    for n in range(4):
        cast.publish("outsider", title=f"Voor allen {n}")
    before = own_digest(cast.viewer("member"), morning(cast)).preview
    (letter,) = send_digests(morning(cast))
    assert letter.subject == "13 gesprekken die je niet zag"
    assert (letter.body.count("* Vraag"), letter.body.count("Voor allen")) == (5, 3)
    assert "Nog 5 in Kring" in letter.body
    assert before.total == 13
    assert unseen(cast.viewer("member")).total == 13
    assert len(unseen(cast.viewer("member")).blocks) == 13


def test_d10_who_wants_no_digest_gets_none(cast: Cast) -> None:
    want_daily(cast)
    cast.publish("owner", "closed", title="Iets")
    cast.publish("outsider", source="Dag @tom-dijkman")
    assert send_digests(morning(cast)) == []
    assert not Mail.objects.filter(kind="digest").exists()


def test_d13_only_people_with_news_are_worked_for(cast: Cast) -> None:
    everybody = Account.objects.filter(is_active=True)
    for account in everybody:
        choose_rhythm(person=viewer_now(account), appointment=DAILY, now=cast.now)
    cast.now += timedelta(minutes=1)
    cast.publish("owner", "hidden", title="Verborgen")
    members = {cast.member.pk, cast.guest.pk}
    (round_id,) = [one for one in begin_rounds(now=morning(cast)) if one]
    with CaptureQueriesContext(connection) as few:
        build_part(round_id=round_id, now=morning(cast))
    assert set(Mail.objects.filter(kind="digest").values_list("account_id", flat=True)) == members
    assert len(everybody) > len(members)
    assert len([one for one in few if "SAVEPOINT" not in one["sql"]]) <= 7


def test_off_by_hand_and_on_again_tells_nothing_of_in_between(cast: Cast) -> None:
    want_daily(cast)
    cast.publish("owner", "closed", title="Toen het uit stond")
    choose_rhythm(person=cast.viewer("member"), appointment=DAILY, now=cast.later)
    assert send_digests(morning(cast)) == []


def test_another_rhythm_loses_nothing_and_tells_nothing_twice(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Verteld")
    assert len(send_digests(morning(cast))) == 1
    cast.now = morning(cast) + timedelta(hours=1)
    cast.publish("owner", "closed", title="Nieuws ervoor")
    weekly = Appointment("weekly", 17, (cast.now.weekday() + 1) % 7)
    choose_rhythm(person=cast.viewer("member"), appointment=weekly, now=cast.now + timedelta(hours=1))
    (letter,) = send_digests(cast.now + timedelta(days=1, hours=12))
    assert "Nieuws ervoor" in letter.body
    assert "Verteld" not in letter.body
    make_round(cast.now + timedelta(days=2))
    assert Mail.objects.filter(kind="digest").count() == 2
