"""What somebody wants to hear of: the page, the API and what follows from it."""

import re
from datetime import time, timedelta
from html import unescape

import pytest

from kring.identity.models import Account
from kring.infra.models import Mail
from kring.notifications import actions, queries
from kring.notifications.models import Choice, Hours, Reason, Road
from kring.notifications.rules import DEFAULT_ROADS, PRESETS, Rest, differences, flaws_in, with_choices
from kring.notifications.tests import make

pytestmark = pytest.mark.django_db
PAGE = "/settings/notices/"


@pytest.fixture
def anna(client):
    viewer = make.person("Anna Smit", language="en")
    client.force_login(Account.objects.get(pk=viewer.id))
    return viewer


def table(**changed):
    """The whole table as the page sends it, with other boxes for some reasons."""
    boxes = {reason.value: sorted(DEFAULT_ROADS[reason] - {Road.PUSH}) for reason in Reason}
    return boxes | changed


def test_wishes_are_the_default_with_differences_and_back():
    for wishes in PRESETS.values():
        assert with_choices(differences(wishes))[Reason.MENTION] == wishes[Reason.MENTION]
        assert Road.KRING in with_choices(differences(wishes))[Reason.REPORT]


def test_somebody_who_saves_nothing_new_keeps_no_rows(client, anna):
    client.post(f"{PAGE}roads/", table())
    assert not Choice.objects.exists()


def test_boxes_are_kept_and_taken_back_in_one_tap(client, anna):
    answer = client.post(f"{PAGE}roads/", table(mention=["kring"], comment=["kring", "mail"]), follow=True)
    assert queries.roads(anna)[Reason.MENTION] == {Road.KRING, Road.PUSH}  # push is no column here
    assert queries.roads(anna)[Reason.COMMENT] == {Road.KRING, Road.MAIL}
    assert "From now on you hear of things this way." in answer.content.decode()
    client.post(unescape(re.search(r'"(/settings/notices/roads/[?][^"]*)"', answer.content.decode())[1]))
    assert queries.roads(anna) == DEFAULT_ROADS


def test_a_ready_set_says_everything_at_once_and_a_report_stays(client, anna):
    client.post(f"{PAGE}roads/", {"preset": "asked"})
    assert queries.roads(anna)[Reason.COMMENT] == frozenset()
    assert queries.roads(anna)[Reason.ANSWER] == DEFAULT_ROADS[Reason.ANSWER]
    client.post(f"{PAGE}roads/", table(report=[]))
    assert Road.KRING in queries.roads(anna)[Reason.REPORT]


def test_what_the_page_does_not_offer_is_refused(client, anna):
    for form in ({"preset": "all"}, {"mention": "pigeon"}, {"was": "mention.pigeon.1"}, {"was": "x"}):
        assert client.post(f"{PAGE}roads/", form).status_code == 400


def test_a_reason_that_is_off_in_kring_shows_no_row_and_counts_nothing(client, anna):
    make.reply(make.person("Bram Wiersma"), make.ask(anna))
    make.deliver()
    assert queries.unread_count(anna) == 1
    client.post(f"{PAGE}roads/", table(reply=["mail"]))
    assert (queries.unread_count(anna), queries.notices(anna).notices) == (0, ())


def test_mail_comes_for_what_was_chosen_and_waits_for_the_end_of_rest(anna):
    actions.set_road(account_id=anna.id, reason=Reason.REPLY, road=Road.MAIL, on=False)
    make.reply(make.person("Bram Wiersma"), make.ask(anna))
    make.deliver()
    assert not Mail.objects.exists()
    actions.set_road(account_id=anna.id, reason=Reason.REPLY, road=Road.MAIL, on=True)
    actions.set_hours(
        reader=anna, rest=Rest(quiet_from=time(12), quiet_until=time(15))
    )  # noon UTC is 13 here
    make.reply(make.person("Mo Ali"), make.ask(anna))
    make.deliver()
    assert Mail.objects.get().not_before == make.NOON + timedelta(hours=2)


def test_hours_are_kept_shown_again_and_taken_back(client, anna):
    form = {"quiet_from": "19:00", "quiet_until": "07:30", "work_days": ["1", "2"], "away_until": ""}
    client.post(f"{PAGE}hours/", form)
    assert queries.hours(anna) == Rest(time(19), time(7, 30), frozenset({1, 2}))
    assert 'value="19:00"' in client.get(PAGE).content.decode()
    client.post(f"{PAGE}hours/?" + "&".join(f"work_days={day}" for day in range(1, 8)))
    assert not Hours.objects.exists()


def test_half_filled_in_hours_come_back_with_a_sentence_and_what_was_typed(client, anna):
    answer = client.post(f"{PAGE}hours/", {"quiet_from": "19:00", "work_days": []})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="19:00"' in page
    assert "Fill in both times, or neither." in page
    assert "Choose at least one day." in page


def test_rest_has_two_ends_that_differ_and_a_holiday_ends_some_day():
    today = make.NOON.date()
    assert [field for field, _ in flaws_in(Rest(quiet_from=time(9)), today)] == ["quiet_until"]
    assert [field for field, _ in flaws_in(Rest(time(9), time(9)), today)] == ["quiet_until"]
    assert [field for field, _ in flaws_in(Rest(away_until=today), today)] == ["away_until"]
    assert not list(flaws_in(Rest(time(9), time(8), away_until=today + timedelta(days=9)), today))


def test_settings_cost_the_same_few_statements(client, anna, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(PAGE)
