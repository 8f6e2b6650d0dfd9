"""Search over HTTP, without scripts."""

import html
import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from kring.discussion.actions.answers import accept_answer
from kring.identity.models import Account
from kring.search.tests import make
from kring.search.web.addresses import address, asked_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    viewer = make.person("Anna van den Berg", language="en")
    client.force_login(Account.objects.get(pk=viewer.id))
    return viewer


def page(client, path):
    make.deliver()
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_words_it_says_how_to_begin(client, anna):
    assert "What are you looking for?" in page(client, "/search/")


def test_nothing_found_offers_to_ask_with_the_title_filled_in(client, anna):
    text = page(client, "/search/?q=kan+ik+mijn+%3Cfiets%3E+stallen")
    assert "Nobody wrote about this yet" in text
    href = html.unescape(re.search(r'href="([^"]*title=[^"]*)"', text)[1])
    assert 'value="kan ik mijn &lt;fiets&gt; stallen"' in page(client, href)


def test_results_come_by_kind_with_the_chosen_answer_on_top(client, anna):
    bram = make.person("Bram Vlag")
    thread = make.ask(anna, "Mag een vlag?", "Aan een paal", topics=("vlag",))
    answer = make.reply(bram, thread, "Ja, een <b>vlag</b> mag.")
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.at(1))
    make.ask(bram, "Vlaggen te koop", kind="message", where=make.group(anna, bram, name="Vlaggengroep"))
    text = page(client, "/search/?q=vlag")
    assert text.index("Chosen answer") < text.index("Bram Vlag") < text.index("Vlaggen</mark> te koop")
    assert "<mark>vlag</mark>" in text
    for words in ("Vlaggengroep", "#vlag", "closed, 2 members", "6 results."):
        assert words in text, words


def test_refining_is_an_ordinary_form(client, anna):
    make.ask(anna, "Boot te water", topics=("haven",))
    make.ask(anna, "Boot op de kant")
    text = page(client, "/search/?q=boot&topic=haven&kind=question")
    assert "Boot</mark> te water" in text
    assert "op de kant" not in text
    assert 'name="topic" value="haven" checked' in text


def test_more_results_come_when_asked_for(client, anna):
    for number in range(12):
        make.ask(anna, f"Fiets {number}", now=make.at(number))
    text = page(client, "/search/?q=fiets&kind=question")
    assert text.count('class="hit"') == 10
    more = html.unescape(re.search(r'<a class="btn" href="([^"]*)" rel="next"', text)[1])
    assert page(client, more).count('class="hit"') == 12


@pytest.mark.slow
def test_the_number_of_statements_is_the_same_for_few_and_many(client, anna):
    def statements():
        make.deliver()
        with CaptureQueriesContext(connection) as seen:
            client.get("/search/?q=berg")
        return len(seen)

    make.ask(anna, "Berg", topics=("berg",), where=make.group(anna, name="Berg", kind="open"))
    few = statements()
    for number in range(20):
        make.ask(make.person(f"Kees{number} Berg"), f"Berg {number}", topics=(f"berg-{number}",))
    assert statements() == few


def test_similar_questions_are_a_piece_of_page(client, anna):
    make.ask(anna, "Mogen er vlaggen aan een lantaarnpaal?")
    text = page(client, "/search/similar/?title=vlag+aan+de+lantaarnpaal")
    assert "Perhaps this was asked before" in text
    assert "<html" not in text
    for nothing in ("iets+heel+anders", "%00"):
        assert "Perhaps this was asked" not in page(client, f"/search/similar/?title={nothing}")


def test_a_title_is_coached_while_it_is_typed(client, anna):
    text = page(client, "/search/similar/?kind=question&title=Mag+een+vlag+aan+een+lantaarnpaal")
    assert 'id="coach" hx-swap-oob="true"' in text
    assert "It says what it is about." in text
    assert text.count('class="todo"') == 1
    assert "question mark" in text
    told = page(client, "/search/similar/?kind=message&title=Het+fietspad+langs+de+Dijkweg+is+open")
    assert "It is a whole sentence." in told
    assert 'class="todo"' not in told


def test_an_odd_address_is_no_error(client, anna):
    odd = "/search/?q=%00a&kind=x&period=y&group=%00&topic='&author=a%20b&shown=-1"
    assert "1 result." in page(client, odd)  # Anna herself


def test_an_address_says_the_same_both_ways():
    given = "q=boot+huren&kind=question&period=week&group=haven&topic=kade&author=bo.t"
    assert address(asked_from(QueryDict(given))) == f"/search/?{given}"
    assert asked_from(QueryDict("q=x&shown=99999")).shown == 0


def test_nobody_searches_without_signing_in(client):
    assert client.get("/search/?q=x").status_code == 302
    assert client.get("/search/similar/?title=x").status_code == 302
