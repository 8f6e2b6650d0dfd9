"""What is found, by whom, in which order."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.answers import accept_answer, withdraw_answer
from kring.discussion.actions.validity import Lapse, mark_outdated
from kring.people.actions import add_expertise
from kring.posts.models import Kind
from kring.search import queries
from kring.search.months import month_words
from kring.search.queries.asked import THREADS
from kring.search.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make.person("Anna van den Berg")


def test_words_are_found_in_other_forms_and_inside_compounds(anna):
    make.ask(anna, "Wie kent de omgevingsvergunning?")
    make.ask(anna, "Lunch", "Waar blijven mijn declaraties?")
    for q in ("vergunning", "vergunningen", "omgevingsvergunningen", "omgevingsverg"):
        assert make.titles(make.find(anna, q)) == ["Wie kent de omgevingsvergunning?"], q
    assert make.titles(make.find(anna, "declaratie")) == ["Lunch"]
    assert make.find(anna, "zwembad").total == 0


def test_every_kind_can_be_chosen():
    assert set(THREADS) == set(Kind.values)


def test_every_word_must_be_there_unless_nothing_has_them_all(anna):
    make.ask(anna, "Fiets kwijt", "Mijn sleutel ligt thuis.")
    make.ask(anna, "Fiets gevonden")
    assert make.titles(make.find(anna, "fiets sleutel")) == ["Fiets kwijt"]
    loose = make.find(anna, "fiets paraplu")
    assert loose.loose
    assert len(loose.texts) == 2


def test_a_chosen_answer_comes_first_and_is_found_by_the_words_of_its_question(anna):
    bram = make.person("Bram Wiersma")
    thread = make.ask(anna, "Mag een vlag aan een lantaarnpaal?")
    answer = make.reply(bram, thread, "Ja, vier weken lang.")
    make.ask(anna, "Vlag halfstok aan de lantaarnpaal", now=make.at(5))
    assert make.find(anna, "vlag lantaarnpaal").chosen is None
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.at(6))
    found = make.find(anna, "vlag lantaarnpaal")
    assert found.chosen is not None
    assert found.chosen.url.endswith(f"#c-{answer.pk}")
    assert [hit.title for hit in found.others] == ["Vlag halfstok aan de lantaarnpaal"]
    withdraw_answer(thread_id=thread.pk, chooser=anna, now=make.at(7))
    assert make.find(anna, "vlag lantaarnpaal").chosen is None


def test_among_equals_the_newest_comes_first(anna):
    for minute in (3, 1, 2):
        make.ask(anna, f"Parkeren {minute}", now=make.at(minute))
    assert make.titles(make.find(anna, "parkeren")) == ["Parkeren 3", "Parkeren 2", "Parkeren 1"]


def test_a_thread_shows_once_with_its_best_passage_but_counts_by_kind(anna):
    thread = make.ask(anna, "Printer stuk", topics=("printer",))
    make.reply(anna, thread, "De printer doet het weer.")
    make.ask(anna, "Nieuws", "De printer is vervangen.", kind="message")
    found = make.find(anna, "printer")
    assert found.counts == {"question": 1, "message": 1, "comment": 1, "topic": 1}
    assert make.titles(found) == ["Printer stuk", "Nieuws"]
    assert make.titles(make.find(anna, "printer", "comment")) == ["Printer stuk"]


def test_matches_are_marked(anna):
    make.ask(anna, "Vraag", "De vergunningen liggen klaar.")
    hit = make.find(anna, "vergunning").texts[0]
    assert ("vergunningen", True) in hit.pieces


@pytest.mark.parametrize("q", ["Berg", "berg", "van den Berg", "anna berg", "Ann", "Bergg", "Anna v d Berg"])
def test_a_name_is_found_by_its_parts_its_beginning_and_in_spite_of_errors(anna, q):
    make.person("Jan Jansen")
    assert [hit.person.name for hit in make.find(anna, q).people] == ["Anna van den Berg"]


def test_a_small_word_that_is_a_name_is_found(anna):
    make.person("Ben Smit")
    assert [hit.person.name for hit in make.find(anna, "Ben").people] == ["Ben Smit"]


def test_typing_errors_in_topics_are_forgiven(anna):
    make.ask(anna, "Bouwen", topics=("omgevingswet",))
    assert [hit.slug for hit in make.find(anna, "omgevingwet").topics] == ["omgevingswet"]


def test_people_are_found_by_what_they_know(anna):
    lotte = make.person("Lotte Vos")
    add_expertise(actor=lotte, name="Vlaggen en wimpels", now=make.NOON)
    hit = make.find(anna, "vlag").people[0]
    assert hit.person.name == "Lotte Vos"
    assert hit.knows[0][0] == ("Vlaggen", True)


def test_results_can_be_narrowed(anna):
    bram = make.person("Bram Wiersma")
    haven = make.group(anna, bram, kind="open")
    make.ask(anna, "Boot te water", where=haven, topics=("haven",))
    make.ask(bram, "Boot op de kant", now=make.at(-60 * 24 * 10), topics=("kade",))
    everything = make.find(anna, "boot")
    assert [(f.text, f.count) for f in everything.in_groups] == [("Haven", 1)]
    assert [(f.value, f.count) for f in everything.about] == [("haven", 1), ("kade", 1)]
    assert [(f.value, f.count) for f in everything.periods] == [
        ("", None),
        ("year", 2),
        ("month", 2),
        ("week", 1),
    ]
    for narrowed in (
        {"group": "haven"},
        {"topic": "haven"},
        {"period": "week"},
        {"author": "anna.van.den.berg"},
    ):
        assert make.titles(make.find(anna, "boot", **narrowed)) == ["Boot te water"], narrowed


def test_the_newest_and_the_chosen_are_found_among_too_many(anna, monkeypatch):
    monkeypatch.setattr("kring.search.queries.passages.CAP", 4)
    for number in range(6):
        make.ask(anna, f"Oud nieuws {number}", now=make.at(-60 * 24 * (300 - number)))
    thread = make.ask(anna, "Oude kwestie", now=make.at(-60 * 24 * 200))
    answer = make.reply(anna, thread, "Nieuws van toen", now=make.at(-60 * 24 * 199))
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.at(-60 * 24 * 198))
    make.ask(anna, "Vers nieuws")
    found = make.find(anna, "nieuws")
    assert found.capped
    assert make.titles(found)[:2] == ["Oude kwestie", "Vers nieuws"]


def test_months_run_over_the_end_of_a_year():
    assert month_words(datetime(2025, 11, 30, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)) == (
        "'@2025-11' | '@2025-12' | '@2026-01'"
    )


def test_more_is_shown_when_asked_for(anna):
    for number in range(13):
        make.ask(anna, f"Fietsenstalling {number}", now=make.at(number))
    make.deliver()
    few = queries.find(anna, queries.Search("fietsenstalling", "question"), make.at(60))
    assert (len(few.texts), few.has_more, few.counts["question"]) == (10, True, 13)
    all_of_them = queries.find(anna, queries.Search("fietsenstalling", "question", shown=20), make.at(60))
    assert (len(all_of_them.texts), all_of_them.has_more) == (13, False)


def test_hostile_questions_are_only_words(anna):
    make.ask(anna, "Gewoon")
    for q in (
        "",
        "   ",
        "'",
        "\\",
        "'; DROP TABLE x; --",
        "x & | ! ( ) : * <->",
        "%",
        "\x00",
        "🦄",
        "é" * 5000,
        "-",
    ):
        assert make.find(anna, q).total == 0, q


@pytest.mark.slow
def test_the_number_of_statements_does_not_depend_on_what_is_found(anna):
    def statements(q):
        with CaptureQueriesContext(connection) as seen:
            queries.find(anna, queries.Search(q), make.at(60))
        return len(seen)

    make.group(anna, name="Berging")
    make.ask(anna, "Berging", topics=("berging",))
    make.deliver()
    few = statements("berg")
    for number in range(40):
        make.ask(make.person(f"Kees{number} Berg"), f"Bergen {number}", topics=(f"berg-{number}",))
    make.deliver()
    assert statements("berg") == few == 6


def test_similar_questions_share_telling_words(anna):
    thread = make.ask(anna, "Mogen er vlaggen aan een lantaarnpaal bij een buurtfeest?")
    make.ask(anna, "Wie heeft een vlag te leen?")
    make.ask(anna, "Vlaggen aan een lantaarnpaal", kind="message")
    answer = make.reply(anna, thread, "Ja, vier weken.")
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.at(1))
    make.deliver()
    with CaptureQueriesContext(connection) as seen:
        similar = queries.similar_threads(anna, "Mag ik een vlag ophangen aan een lantaarnpaal")
    assert len(seen) == 1
    assert [(one.title, one.state, one.answer) for one in similar] == [
        ("Mogen er vlaggen aan een lantaarnpaal bij een buurtfeest?", "accepted", "Ja, vier weken.")
    ]
    assert queries.similar_threads(anna, "de") == ()


def test_what_does_not_hold_any_more_comes_last(anna):
    old, _new = (make.ask(anna, f"Sluis bedienen: {when}") for when in ("oud", "nieuw"))
    answer = make.reply(anna, old, "De sluis bedienen bij de sluis.")
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.NOON)
    lapse = Lapse("De sluis gaat nu vanzelf.")
    mark_outdated(thread_id=old.pk, lapse=lapse, marker=anna, now=make.NOON)
    make.deliver()
    found = make.find(anna, "sluis bedienen")
    assert [one.holds for one in found.texts] == [True, False]
    assert found.chosen is None
    alike = queries.similar_threads(anna, "Hoe een sluis bedienen?")
    assert [one.holds for one in alike] == [True, False]
