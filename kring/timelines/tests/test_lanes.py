"""Filters of a lane, alone and together, and the reader's own row of lanes."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from kring.discussion.actions.reading import mark_everything_read, mark_unread, read_thread
from kring.infra.verdict import Refused, Unseen
from kring.kit.clock import utcnow
from kring.people.actions.places import Placement, department_named, place_named, place_person
from kring.timelines.actions import add_lane, hide_lane, move_lane, refilter_lane, remove_lane, rename_lane
from kring.timelines.models import OwnLane
from kring.timelines.queries import Lane, fresh_count, own_lanes, page
from kring.timelines.web.filters import address_of, filters_of, lane_from

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def placed(cast):
    """Something of each sort, written today."""
    cast.now = utcnow() - 3 * HOUR
    cast.publish("colleague", title="Vraag?", topics=("markt",))
    cast.publish("owner", "open", title="Groepsbericht", kind="message")
    cast.publish("member", title="Bericht", kind="message")
    return cast


def shown(cast, lane, role="employee"):
    return {card.title for card in page(cast.viewer(role), lane).cards}


@pytest.mark.parametrize("name", ["mine", "all"])
def test_each_filter_works_in_each_lane(placed, name):
    for filters, expected in (
        ({"kind": "question"}, {"Vraag?"}),
        ({"state": "open"}, {"Vraag?"}),
        ({"topic": "Markt"}, {"Vraag?"}),
        ({"person": "Jeroen Bakker"}, {"Vraag?"}),
        ({"person": placed.member.handle}, {"Bericht"}),
        ({"period": "day"}, {"Vraag?", "Bericht", "Groepsbericht"}),
        ({"kind": "message", "person": "niemand"}, set()),
    ):
        assert shown(placed, Lane(name, **filters)) == expected, filters
    assert shown(placed, Lane("all", group="groep-open")) == {"Groepsbericht"}


def test_a_department_counts_with_what_is_below_it_and_a_place_by_its_name(placed):
    where = Placement(department_id=department_named(name="Archief"), place_id=place_named(name="Werf"))
    mover = placed.viewer("administrator")
    place_person(actor=mover, person_id=placed.member.pk, placement=where, now=placed.now)
    assert shown(placed, Lane("all", department="archief")) == {"Bericht"}
    assert shown(placed, Lane("mine", place="werf")) == {"Bericht"}


def test_unread_leaves_out_what_was_opened_and_all_that_was_read(placed):
    reader = placed.viewer("employee")
    unread = Lane(unread=True)
    assert shown(placed, unread) == {"Vraag?", "Bericht", "Groepsbericht"}
    [message] = [card for card in page(reader, Lane()).cards if card.title == "Bericht"]
    read_thread(reader=reader, thread_id=message.id, now=utcnow())
    assert shown(placed, unread) == {"Vraag?", "Groepsbericht"}
    mark_everything_read(reader=reader, until=utcnow())
    assert shown(placed, unread) == set()
    mark_unread(thread_id=message.id, reader=reader, now=utcnow())
    assert shown(placed, unread) == {"Bericht"}


def test_what_one_may_not_know_is_as_what_is_not_there(placed):
    placed.publish("owner", "hidden", title="Geheim")
    assert shown(placed, Lane("all", group="groep-hidden"), "outsider") == set()
    assert shown(placed, Lane("all", group="bestaat-niet"), "outsider") == set()
    assert shown(placed, Lane("all", group="groep-hidden"), "owner") == {"Geheim"}


def test_what_is_new_is_counted_with_the_filters(placed):
    reader, since = placed.viewer("employee"), placed.now - HOUR
    assert fresh_count(reader, Lane(kind="question"), since) == 1
    assert fresh_count(reader, Lane("all", person="Tom Dijkman"), since) == 1
    assert fresh_count(reader, Lane("all", topic="niets"), since) == 0


def test_pages_of_a_narrow_lane_look_at_a_bounded_number_and_miss_nothing(cast, monkeypatch):
    monkeypatch.setattr("kring.timelines.queries.finding.MOST", 3)
    wanted = []
    for number in range(12):
        cast.now += timedelta(minutes=1)
        thread = cast.publish("colleague" if number % 5 == 0 else "owner", title=f"Vraag {number}?")
        wanted += [thread.pk] if number % 5 == 0 else []
    for name in ("mine", "all"):
        seen, cursor = [], None
        while True:
            found = page(cast.viewer("employee"), Lane(name, person="Jeroen Bakker"), cursor)
            seen += [card.id for card in found.cards]
            if (cursor := found.after) is None:
                break
        assert seen == wanted[::-1]


def test_an_address_gives_its_lane_back():
    lane = Lane("all", kind="poll", group="energie", period="week", unread=True)
    address = address_of(lane)
    assert lane_from(dict(part.split("=") for part in address[1:].split("&"))) == lane
    assert filters_of(lane_from({"kind": "onzin", "period": "eeuw"})) == {}


def names(cast, role="employee"):
    return [(row.base, row.name, row.hidden) for row in own_lanes(cast.viewer(role))]


def test_lanes_are_added_named_moved_hidden_and_removed(cast):
    reader = cast.viewer("employee")
    assert [base for base, _name, _hidden in names(cast)] == ["mine", "questions", "groups", "all", "saved"]
    assert not OwnLane.objects.exists()
    made = str(add_lane(reader=reader, name="Peilingen", base="all", filters="kind=poll"))
    rename_lane(reader=reader, lane=made, name="Alle peilingen")
    for _step in range(9):
        move_lane(reader=reader, lane=made, up=True)
    hide_lane(reader=reader, lane="groups", hidden=True)
    assert names(cast)[0] == ("all", "Alle peilingen", False)
    assert ("groups", "", True) in names(cast)
    move_lane(reader=reader, lane=made, up=False)
    assert names(cast)[1] == ("all", "Alle peilingen", False)
    assert remove_lane(reader=reader, lane=made).filters == "kind=poll"
    assert len(names(cast)) == 5


def test_what_cannot_be_done_with_lanes_is_refused(cast):
    reader = cast.viewer("employee")
    made = str(add_lane(reader=reader, name="Peilingen", base="all", filters="kind=poll"))
    with pytest.raises(Refused):
        add_lane(reader=reader, name="peilingen", base="all", filters="")
    for change in (remove_lane, rename_lane):
        with pytest.raises(Unseen):
            change(reader=reader, lane="mine", **({"name": "Anders"} if change is rename_lane else {}))
    with pytest.raises(Unseen):
        hide_lane(reader=cast.viewer("owner"), lane=made, hidden=True)
    for number in range(14):
        add_lane(reader=reader, name=f"Baan {number}", base="all", filters="")
    with pytest.raises(Refused):
        add_lane(reader=reader, name="Een te veel", base="all", filters="")
    for row in own_lanes(reader)[1:]:
        hide_lane(reader=reader, lane=str(row.id), hidden=True)
    with pytest.raises(Refused):
        hide_lane(reader=reader, lane="mine", hidden=True)


def test_filters_stand_in_the_page_and_can_be_kept_as_a_lane(placed, client):
    client.force_login(placed.employee)
    shown = client.get("/?lane=all&kind=message&person=tom.dijkman").content.decode()
    assert "Vraag?</a></h3>" not in shown
    assert "Persoon: tom.dijkman" in shown
    kept = {"name": "Van Tom", "base": "all", "filters": "kind=message&person=tom.dijkman&x=1"}
    answer = client.post("/settings/lanes/", kept)
    assert answer.url == "/?lane=all&kind=message&person=tom.dijkman"
    assert "Van Tom" in client.get("/").content.decode()
    again = client.post("/settings/lanes/", kept)
    assert (again.status_code, "al een baan" in again.content.decode()) == (422, True)
    lane = own_lanes(placed.viewer("employee"))[-1]
    gone = client.post(f"/settings/lanes/{lane.id}/", {"do": "remove"}, follow=True).content.decode()
    assert "/settings/lanes/?name=Van" in gone
    assert client.post(f"/settings/lanes/{lane.id}/", {"do": "hide"}).status_code == 404


def test_a_lane_gets_another_name_or_other_filters_from_its_page(cast, client):
    client.force_login(cast.employee)
    reader = cast.viewer("employee")
    polls = add_lane(reader=reader, name="Peilingen", base="all", filters="kind=poll")
    asked = add_lane(reader=reader, name="Vragen hier", base="all", filters="kind=question")
    address = f"/settings/lanes/{asked}/"
    again = client.post(address, {"do": "rename", "name": "peilingen"})
    assert again.status_code == 422
    assert "Je hebt al een baan met die naam." in again.content.decode()
    assert 'value="peilingen"' in again.content.decode()
    assert "Geef de baan een naam." in client.post(address, {"do": "rename"}).content.decode()
    assert client.post(address, {"do": "rename", "name": "VRAGEN HIER"}).status_code == 302
    kept = {"name": "peilingen", "base": "mine", "filters": "kind=poll&unread=1"}
    taken = client.post("/settings/lanes/", kept).content.decode()
    assert "Geef “Peilingen” deze filters" in taken
    changed = client.post(f"/settings/lanes/{polls}/", {"do": "filters", **kept})
    assert changed.url == "/?kind=poll&unread=1"
    assert [(row.name, row.base, row.filters) for row in own_lanes(reader)[-2:]] == [
        ("Peilingen", "mine", "kind=poll&unread=1"),
        ("VRAGEN HIER", "all", "kind=question"),
    ]


def test_filters_that_do_not_fit_are_refused_with_what_was_typed(cast, client):
    client.force_login(cast.employee)
    long = urlencode(dict.fromkeys(("group", "topic"), "é" * 120), encoding="utf-8")
    answer = client.post("/settings/lanes/", {"name": "Lang", "base": "all", "filters": long})
    assert answer.status_code == 422
    assert "Deze filters zijn te lang om te bewaren." in answer.content.decode()
    assert client.post("/settings/lanes/mine/", {"do": "dance"}).status_code == 400
    with pytest.raises(Unseen):
        refilter_lane(reader=cast.viewer("employee"), lane="mine", base="all", filters="")
