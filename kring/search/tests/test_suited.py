"""The group and the topics that suit a text, from what its writer reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.groups.models import Group
from kring.identity.models import Account
from kring.search.queries import suited
from kring.search.tests import make

pytestmark = pytest.mark.django_db

TITLE = "Waar meld ik een lekke boot in de haven?"


@pytest.fixture
def anna():
    return make.person("Anna van den Berg")


@pytest.fixture
def haven(anna):
    """A closed group of Anna in which three threads are about boats in the harbour."""
    group = make.group(anna, name="Havenploeg")
    make.ask(anna, "Een boot ligt lek in de haven", kind="message", where=group)
    make.ask(anna, "Wie sleept een lekke boot?", where=group)
    make.ask(anna, "De haven is dicht voor boten", where=group, topics=("vaarwegen",))
    make.ask(anna, "Lunch in de kantine")
    make.deliver()
    return group


def group_for(viewer, title, where=""):
    found = suited(make.again(viewer), title, "", where=where).group
    return found.where if found else ""


def topics_for(viewer, title, source="", has=()):
    make.deliver()
    return suited(make.again(viewer), title, source, where="", has=has).topics


def test_a_group_in_which_such_things_are_talked_about(anna, haven):
    assert group_for(anna, TITLE) == haven.slug
    assert group_for(anna, TITLE, where=haven.slug) == ""
    assert group_for(anna, "Wie gaat er mee zwemmen?") == ""
    found = suited(make.again(anna), "", f"{TITLE}\nIk zag hem vanmorgen.", where="").group
    assert (found.where, found.name) == (haven.slug, "Havenploeg")


def test_only_a_group_in_which_one_writes_and_reads(anna, haven):
    bram = make.person("Bram Vlag")
    assert group_for(bram, TITLE) == ""
    opened = make.group(anna, kind="open", name="Watersport")
    for number in range(3):
        make.ask(anna, f"Lekke boot {number} in de haven", where=opened)
    make.deliver()
    assert group_for(bram, TITLE) == ""  # reads it, and is no member
    Group.objects.filter(pk__in=[haven.pk, opened.pk]).update(archived_at=make.NOON)
    assert group_for(anna, TITLE) == ""


def test_one_thread_or_a_small_share_is_no_reason(anna):
    first, second = make.group(anna, name="Een"), make.group(anna, name="Twee")
    make.ask(anna, "Lekke boot in de haven", where=first)
    make.deliver()
    assert group_for(anna, TITLE) == ""
    make.ask(anna, "Lekke boot bij de haven", where=first)
    for number in range(8):
        make.ask(anna, f"Lekke boot in haven {number}", where=second if number < 2 else None)
    make.deliver()
    assert group_for(anna, TITLE) == ""


def test_topics_named_in_another_form_or_within_a_compound(anna):
    bram = make.person("Bram Vlag")
    make.ask(bram, "Allerlei", topics=("vergunningen", "toezicht-en-handhaving", "fietsen", "markt"))
    title = "Hoe verleng ik een parkeervergunning?"
    assert topics_for(anna, title) == ("vergunningen",)
    text = "Op de markt staan fietsen. Is er toezicht en wie doet de handhaving?"
    assert topics_for(anna, title, text) == ("vergunningen", "fietsen", "markt")
    left = topics_for(anna, title, text, has=("fietsen", "vergunningen"))
    assert left == ("markt", "toezicht-en-handhaving")
    assert topics_for(anna, "", "Is er toezicht?") == ()
    assert topics_for(anna, "") == topics_for(anna, "de het een") == ()


def test_topics_of_threads_that_are_alike(anna):
    make.ask(anna, "Lekke boot in de haven", topics=("vaarwegen",))
    assert topics_for(anna, TITLE) == ()
    make.ask(anna, "Lekke boot bij de havenmond", topics=("vaarwegen",))
    assert topics_for(anna, TITLE) == ("vaarwegen",)


def test_only_topics_that_one_may_know(anna, haven):
    make.ask(anna, "Lekke boten in de haven", where=haven, topics=("vaarwegen", "bootbrand"))
    assert topics_for(anna, TITLE, "Was het bootbrand?") == ()
    make.ask(anna, "Brand op het water", topics=("bootbrand",))
    assert topics_for(anna, TITLE, "Was het bootbrand?") == ("bootbrand",)
    guest = make.person("Gerda Gast", kind="guest")
    assert topics_for(guest, TITLE, "Was het bootbrand?") == ()


def test_two_statements_however_much_there_is(anna, haven):
    def statements(title, source=""):
        with CaptureQueriesContext(connection) as seen:
            suited(viewer, title, source, where="")
        return len(seen)

    viewer = make.again(anna)
    assert statements("") == 0
    assert statements(TITLE, "Een heel verhaal over boten en havens. " * 900) == 2
    for number in range(15):
        make.ask(anna, f"Lekke boot {number}", where=haven, topics=(f"boot-{number}",))
    make.deliver()
    assert statements(TITLE, "boot " * 100) == 2


def compose(client, **typed):
    typed = {"kind": "question", "title": TITLE, "where": "", **typed}
    answer = client.post("/threads/new/", typed)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_script_the_page_comes_back_with_buttons(client, anna, haven):
    make.ask(anna, "Boten tellen", topics=("boten",))
    make.deliver()
    client.force_login(Account.objects.get(pk=anna.id))
    text = client.post("/threads/new/", {"kind": "question", "title": TITLE, "place": "1"}).content.decode()
    assert "Past misschien beter in: Havenploeg" in text
    assert "Voeg toe: #boten" in text
    text = compose(client, take_topic="boten", topics="#haven")
    assert 'value="#haven #boten"' in text
    assert "Voeg toe" not in text
    text = compose(client, take_where=haven.slug)
    assert f'value="{haven.slug}" checked' in text
    assert "Past misschien" not in text
    text = compose(client, settle="1")
    assert 'name="settled" value="1"' in text
    assert "Past misschien" not in text
    assert "Past misschien" not in compose(client, settled="1")


def test_while_somebody_types_it_comes_along_with_who_hears(client, anna, haven):
    client.force_login(Account.objects.get(pk=anna.id))
    typed = {"kind": "question", "title": TITLE, "where": ""}
    text = client.post("/threads/new/notice/", typed).content.decode()
    assert text.index('hx-swap-oob="innerHTML:#suited"') < text.index("Havenploeg")
    assert "Havenploeg" not in client.post("/threads/new/notice/", {**typed, "settled": "1"}).content.decode()
    with CaptureQueriesContext(connection) as before:
        client.post("/threads/new/notice/", {"kind": "question"})
    with CaptureQueriesContext(connection) as after:
        client.post("/threads/new/notice/", typed)
    assert len(after) == len(before) + 2
