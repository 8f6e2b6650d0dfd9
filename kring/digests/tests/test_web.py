"""The pages about one's digest, and the secret that stops it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.digests.actions import choose_rhythm, stop_digest
from kring.digests.links import stop_token
from kring.digests.models import Digest, DigestChoice
from kring.digests.queries import Window, appointment_of, contents, own_digest
from kring.digests.rules import Appointment
from kring.digests.tests.make import DAILY, morning, send_digests, want_daily
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cast: Cast, client: Client) -> Client:
    client.force_login(cast.member)
    return client


def test_who_chose_nothing_has_the_usual_digest(cast: Cast) -> None:
    assert appointment_of(cast.viewer("member")) == Appointment("weekly", 8, 0)
    assert not DigestChoice.objects.exists()


def test_choosing_a_rhythm_by_the_page(cast: Cast, member: Client) -> None:
    answer = member.post("/settings/digest/", {"rhythm": "weekly", "weekday": "4", "hour": "16"}, follow=True)
    assert "In orde, je samenvatting is geregeld." in answer.content.decode()
    assert appointment_of(cast.viewer("member")) == Appointment("weekly", 16, 4)


def test_what_was_typed_wrong_is_said_and_kept(member: Client) -> None:
    answer = member.post("/settings/digest/", {"rhythm": "hourly", "weekday": "4", "hour": "16"})
    assert answer.status_code == 422
    assert '<option value="16" selected>' in answer.content.decode()
    assert not DigestChoice.objects.exists()


def test_page_shows_what_would_be_sent(cast: Cast, member: Client) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="De brug gaat open")
    page = member.get("/settings/digest/").content.decode()
    assert "Zo ziet je samenvatting er nu uit" in page
    assert "De brug gaat open" in page


def test_page_costs_the_same_with_one_and_many(cast: Cast, member: Client) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Eerste")
    with CaptureQueriesContext(
        connection,
    ) as one:
        member.get("/settings/digest/")
    for n in range(20):
        cast.publish("owner", "closed", title=f"Nog {n}")
    with CaptureQueriesContext(connection) as many:
        member.get("/settings/digest/")
    assert len(one) == len(many) == 9


def test_all_that_was_counted_stands_on_a_page_until_it_is_read(cast: Cast, member: Client) -> None:
    want_daily(cast, "member")
    for n in range(7):
        cast.publish("owner", "closed", title=f"Kade {n}")
    assert len(send_digests(morning(cast))) == 1
    assert member.get("/digest/").content.decode().count("Kade ") == 7


def test_stop_by_the_link_in_the_mail_needs_no_sign_in(cast: Cast, client: Client) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="Geheim van de haven")
    (letter,) = send_digests(morning(cast))
    address = letter.extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2]
    page = client.get(address).content.decode()
    assert "haven" not in page
    assert appointment_of(cast.viewer("member")) == DAILY
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not appointment_of(cast.viewer("member")).is_on


def test_odd_secret_is_no_page(client: Client) -> None:
    assert client.get("/digest/stop/nothing/").status_code == 404


def test_stop_of_who_never_chose_and_who_is_gone(cast: Cast) -> None:
    stop_digest(account_id=cast.member.pk, now=cast.now)
    assert not appointment_of(cast.viewer("member")).is_on
    stop_digest(account_id=cast.groups["open"].pk, now=cast.now)
    assert DigestChoice.objects.count() == 1


def test_secret_is_one_persons(cast: Cast, client: Client) -> None:
    client.post(f"/digest/stop/{stop_token(cast.member.pk)}/")
    assert appointment_of(cast.viewer("owner")).is_on


def test_closed_group_by_mail_is_its_title_only_and_a_hidden_one_not_even_that(cast: Cast) -> None:
    want_daily(cast, "member")
    cast.publish("owner", "closed", title="De kade", source="Wat er besloten is.")
    cast.publish("owner", "hidden", title="Verborgen zaak", source="Wat er verborgen is.")
    (letter,) = send_digests(morning(cast))
    html = letter.alternatives[0].content
    for said in (letter.body, html):
        assert "De kade" in said
        assert "Nieuws in een verborgen groep" in said
        assert not [one for one in ("besloten is", "Verborgen", "verborgen is") if one in said]


def test_rights_are_those_of_the_moment_of_sending(cast: Cast) -> None:
    want_daily(cast, "member", "outsider")
    cast.publish("owner", "closed", title="Besloten")
    now = morning(cast)
    window = [Window(one.pk, cast.now - timedelta(days=1), now) for one in (cast.member, cast.outsider)]
    found = contents(None, window)
    assert set(found) == {cast.member.pk}


def test_switching_to_what_one_has_changes_nothing(cast: Cast) -> None:
    choose_rhythm(person=cast.viewer("member"), appointment=Appointment("weekly"), now=cast.now)
    assert not DigestChoice.objects.exists()
    assert own_digest(cast.viewer("member"), cast.now).last_at is None
    assert not Digest.objects.exists()
