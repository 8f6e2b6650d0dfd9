"""What programs do with lanes of the timeline: the same actions and the same sentences as behind the page."""

from typing import Any
from uuid import uuid4

import pytest

from kring.timelines.models import OwnLane
from tests.api.calling import Caller, caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db
POLLS = {"name": "Peilingen", "base": "all", "filters": {"kind": "poll", "person": "@Tom Dijkman"}}


def names(program: Caller) -> list[str]:
    """The lanes in order, hidden ones between brackets."""
    rows = program.get("lanes").json()
    return [f"({row['name']})" if row["hidden"] else row["name"] for row in rows]


def test_lanes_are_listed_as_the_page_calls_them(cast: Cast) -> None:
    program = caller(cast, "member")
    assert names(program) == ["Voor mij", "Vragen", "Mijn groepen", "Hele organisatie", "Opgeslagen"]
    first = program.get("lanes").json()[0]
    assert (first["lane"], first["base"], first["own"]) == ("mine", "mine", False)
    assert not OwnLane.objects.exists()


def test_a_lane_is_added_renamed_filtered_and_taken_away(cast: Cast) -> None:
    program = caller(cast, "member")
    made = program.send("post", "lanes", POLLS)
    told = made.json()
    assert (made.status_code, told["name"], told["own"], told["base"]) == (201, "Peilingen", True, "all")
    assert (told["filters"]["kind"], told["filters"]["person"]) == ("poll", "Tom Dijkman")
    address = f"lanes/{told['lane']}"
    assert program.send("put", f"{address}/name", {"name": "Stemmen"}).status_code == 204
    assert program.send("put", f"{address}/filters", {"filters": {"unread": True}}).status_code == 204
    last = program.get("lanes").json()[-1]
    assert (last["name"], last["base"], last["filters"]["unread"]) == ("Stemmen", "mine", True)
    assert last["filters"]["kind"] == ""
    assert program.send("post", f"{address}/removal").status_code == 204
    assert "Stemmen" not in names(program)


def test_lanes_are_moved_and_hidden_by_id_or_by_the_name_of_ours(cast: Cast) -> None:
    program = caller(cast, "member")
    lane = program.send("post", "lanes", POLLS).json()["lane"]
    for _step in range(2):
        assert program.send("post", f"lanes/{lane}/step", {"to": "up"}).status_code == 204
    assert program.send("post", "lanes/mine/step", {"to": "down"}).status_code == 204
    assert program.send("put", "lanes/groups/hiding", {"on": True}).status_code == 204
    order = ["Vragen", "Voor mij", "(Mijn groepen)", "Peilingen", "Hele organisatie", "Opgeslagen"]
    assert names(program) == order
    assert program.send("put", "lanes/groups/hiding", {"on": False}).status_code == 204
    assert "Mijn groepen" in names(program)


def test_a_lane_of_somebody_else_is_not_there(cast: Cast) -> None:
    lane, other = caller(cast, "member").send("post", "lanes", POLLS).json()["lane"], caller(cast, "owner")
    assert "Peilingen" not in names(other)
    for method, end, told in (
        ("put", "name", {"name": "Anders"}),
        ("put", "filters", {"base": "all"}),
        ("put", "hiding", {"on": True}),
        ("post", "step", {"to": "up"}),
        ("post", "removal", {}),
    ):
        assert other.send(method, f"lanes/{lane}/{end}", told).status_code == 404
        if end in {"name", "filters", "removal"}:  # ours keep theirs
            assert other.send(method, f"lanes/mine/{end}", told).status_code == 404


TOO_LONG = dict.fromkeys(("group", "topic"), "é" * 120)


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"name": "  "}, "name", "Geef de baan een naam."),
        ({"name": "x" * 41}, "name", "40"),
        ({"filters": TOO_LONG}, "filters", "Deze filters zijn te lang om te bewaren. Laat er een weg."),
        ({"base": "saved"}, "base", ""),
        ({"filters": {"kind": "onzin"}}, "filters.kind", ""),
    ],
)
def test_what_is_wrong_with_a_lane_is_said(told: Any, field: str, sentence: str, cast: Cast) -> None:
    answer = caller(cast, "member").send("post", "lanes", POLLS | told)
    assert answer.status_code == 422
    assert [one for one in answer.json()["errors"] if one["field"] == field and sentence in one["detail"]]
    assert not OwnLane.objects.exists()


def test_a_refusal_says_why(cast: Cast) -> None:
    program = caller(cast, "member")
    program.send("post", "lanes", POLLS)
    again = program.send("post", "lanes", POLLS | {"name": "peilingen"})
    assert (again.status_code, again.json()["detail"]) == (403, "Je hebt al een baan met die naam.")
    for row in program.get("lanes").json()[1:]:
        program.send("put", f"lanes/{row['lane']}/hiding", {"on": True})
    last = program.send("put", "lanes/mine/hiding", {"on": True})
    assert (last.status_code, last.json()["detail"]) == (403, "Er moet een baan blijven staan.")


def test_a_lane_that_is_sent_twice_is_added_once_and_its_filters_work(cast: Cast) -> None:
    program, key = caller(cast, "member"), str(uuid4())
    program.send("post", "threads", {"kind": "poll", "title": "Welke dag?", "options": ["ma", "di"]})
    program.send("post", "threads", {"source": "Dag."})
    told = {"name": "Peilingen", "base": "all", "filters": {"kind": "poll"}}
    first, second = (program.send("post", "lanes", told, key) for _n in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    lane = program.get("lanes").json()[-1]
    shown = program.get(f"timeline?lane={lane['base']}&kind={lane['filters']['kind']}").json()["items"]
    assert [one["title"] for one in shown] == ["Welke dag?"]


def test_reading_lanes_and_changing_them_are_two_scopes(cast: Cast) -> None:
    reads, writes = caller(cast, "member", ["read"]), caller(cast, "member", ["write"])
    assert (reads.get("lanes").status_code, writes.get("lanes").status_code) == (200, 403)
    assert reads.send("post", "lanes", POLLS).status_code == 403
    assert writes.send("put", "lanes/groups/hiding", {"on": True}).status_code == 204
