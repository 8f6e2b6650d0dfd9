"""The page "For you" over HTTP, without scripts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.identity.models import Account
from kring.notifications import queries
from kring.notifications.models import Notice
from kring.notifications.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    viewer = make.person("Anna Smit", language="en")
    client.force_login(Account.objects.get(pk=viewer.id))
    return viewer


def news_for(anna, count=1):
    bram = make.person("Bram Wiersma")
    for number in range(count):
        make.reply(bram, make.ask(anna, f"Vraag <{number}>"), now=make.at(number))
    make.deliver()


def test_an_empty_page_says_what_will_be_here(client, anna):
    page = client.get("/notices/").content.decode()
    assert "Nothing asks for you" in page
    assert "Mark everything" not in page


def test_news_is_told_in_words_and_can_be_read(client, anna):
    news_for(anna, 2)
    page = client.get("/notices/").content.decode()
    assert page.count("Bram Wiersma replied to you") == 2
    assert "Vraag &lt;1&gt;" in page
    assert page.count("</svg> New</span>") == 2
    client.post(f"/notices/{Notice.objects.first().pk}/read/")
    assert queries.unread_count(anna) == 1
    answer = client.post("/notices/read/", follow=True).content.decode()
    assert "Everything is marked as read." in answer
    assert "You have read everything." in answer
    assert queries.unread_count(anna) == 0


@pytest.mark.parametrize("until", ["2031-01-01T10:00:00+23:59", "9999-12-31T23:59:59-23:59", "soon"])
def test_a_moment_that_cannot_be_means_all_that_is_there(client, anna, until):
    news_for(anna, 1)
    assert client.post("/notices/read/", {"until": until}).status_code == 302
    assert queries.unread_count(anna) == 0


@pytest.mark.slow
def test_older_notices_come_when_asked_for(client, anna):
    news_for(anna, queries.PAGE + 1)
    first = client.get("/notices/").content.decode()
    page = client.get(re.search(r'href="(/notices/[?]after=[^"]*)"', first)[1]).content.decode()
    assert page.count("replied to you") == 1
    assert client.get("/notices/?after=nonsense").status_code == 200


@pytest.mark.slow
def test_the_number_of_statements_does_not_depend_on_the_number_of_notices(client, anna):
    news_for(anna, 3)
    with CaptureQueriesContext(connection) as few:
        client.get("/notices/")
    news = queries.PAGE
    for number in range(news):
        make.reply(make.person(f"Nieuw {number} Persoon"), make.ask(anna), now=make.at(number))
    make.deliver()
    with CaptureQueriesContext(connection) as many:
        client.get("/notices/")
    assert len(few) == len(many)


@pytest.mark.parametrize("path", ["/notices/read/", "/notices/00000000-0000-7000-8000-000000000009/read/"])
def test_reading_asks_for_a_post(client, anna, path):
    assert client.get(path).status_code == 405
