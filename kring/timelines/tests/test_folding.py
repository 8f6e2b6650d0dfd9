"""Bursts fold: two whole, the rest behind one line, in the same order, and nothing personal."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.posts.actions import require_reading
from kring.posts.models import Kind
from kring.timelines.rules import BURSTS, SHOWN, fold
from tests.jobs import run_jobs


@dataclass(frozen=True)
class Item:
    """What folding looks at, with its place so that no two are equal."""

    place: int
    kind: str = "message"
    who: int = 1
    stays_whole: bool = False

    @property
    def writer(self) -> UUID:
        return UUID(int=self.who)


def made(words: str) -> list[Item]:
    """Items from words such as "a-poll b-idea! a": who, what, and whether it stays whole."""
    found = []
    for place, word in enumerate(words.split()):
        who, _mark, kind = word.rstrip("!").partition("-")
        found.append(Item(place, kind or "message", ord(who), word.endswith("!")))
    return found


def shape(items: list[Item], edge: int = 0) -> str:
    """A dot for each whole item, and how many are folded, with by what."""
    return " ".join(f"{one.by}{len(one.items)}" if one.by else "." for one in fold(items, edge=edge))


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("a a b", ". . ."),
        ("a a a b", ". . writer1 ."),
        ("b a a-idea a-poll a c", ". . . writer2 ."),
        ("a-praise b-praise c-praise d-praise a", ". . kind2 ."),
        ("a b c d e", ". . . . ."),
        ("a-question b-question c-question d-question e", ". . . . ."),
        ("a a a! a a a b", ". . . . . writer1 ."),
        ("a a! a a b", ". . . . ."),
        ("a a a a", ". . . ."),
        ("a a a a b b b", ". . writer2 . . writer1"),
        ("a-idea a-idea a-idea b-idea b-idea c", ". . kind3 ."),
        ("", ""),
    ],
)
def test_what_folds(words, folded):
    assert shape(made(words)) == folded


def test_no_burst_goes_on_below_the_line_of_what_was_seen():
    items = made("a a a a a a a b")
    assert shape(items, edge=3) == ". . writer1 . . writer2 ."
    assert shape(items, edge=2) == ". . . . writer3 ."


ITEMS = st.lists(
    st.tuples(st.sampled_from(Kind.values), st.integers(1, 3), st.sampled_from([True, False, False, False])),
    max_size=20,
).map(lambda rows: [Item(place, *row) for place, row in enumerate(rows)])


@settings(max_examples=300, deadline=None)
@given(items=ITEMS, edge=st.integers(0, 20))
def test_folding_loses_moves_and_repeats_nothing_and_hides_nothing_personal(items, edge):
    found = fold(items, edge=edge)
    assert found == fold(items, edge=edge)
    assert [one for stretch in found for one in stretch.items] == items
    assert all(len(stretch.items) == 1 for stretch in found if not stretch.by)
    for at, stretch in enumerate(found):
        if stretch.by:
            before = [one.items[0] for one in found[at - SHOWN : at]]
            burst = [*before, *stretch.items]
            assert not any(one.stays_whole for one in burst)
            assert len({one.writer if stretch.by == "writer" else one.kind for one in burst}) == 1
            assert stretch.by == "writer" or burst[0].kind in BURSTS
            assert not burst[0].place < edge < burst[-1].place + 1


def many(cast, *roles, where="", **words):
    for number, role in enumerate(roles):
        cast.now += timedelta(minutes=1)
        cast.publish(role, where, **{"kind": "message", "title": f"{role} {number}", **words})


@pytest.fixture
def shown(cast, client):
    """The timeline of an employee as text."""
    client.force_login(cast.employee)
    return lambda address="/": client.get(address).content.decode()


@pytest.mark.django_db
def test_a_burst_is_one_line_that_opens_with_all_that_is_in_it(cast, shown):
    many(cast, "member", *["colleague"] * 5, "owner")
    with CaptureQueriesContext(connection) as captured:
        text = shown()
    assert len(captured) == 6
    assert "Nog 3 berichten van Jeroen" in text
    assert text.count("<article") == 4
    inside = text.partition("more folded")[2].partition("</details>")[0]
    assert [f"colleague {number}</a>" in inside for number in range(1, 6)] == [True] * 3 + [False] * 2
    assert "Voor alle collega" in inside
    assert "Nog 3 berichten" in shown("/?lane=all")


@pytest.mark.django_db
def test_a_burst_of_kudos_is_one_line(cast, shown):
    for role in ("colleague", "owner", "member", "outsider"):
        cast.now += timedelta(minutes=1)
        cast.give_praise(role, "moderator")
    many(cast, "owner")
    assert "Nog 2 zonnetjes" in shown()


@pytest.mark.django_db
def test_who_chose_one_writer_or_kind_gets_them_whole(cast, shown):
    many(cast, *["colleague"] * 4, "owner")
    for address in ("/?person=jeroen.bakker", "/?kind=message", "/people/jeroen.bakker/"):
        assert "colleague 1</a></h3>" in shown(address)
    assert "colleague 1</a></h3>" not in shown()


@pytest.mark.django_db
def test_what_is_personal_or_waits_stays_whole(cast, shown):
    many(cast, "owner", *["colleague"] * 3)
    many(cast, "colleague", title="Voor jou", source="@noor.de.wit kijk eens")
    many(cast, "colleague", title="Mag dit?", kind="question")
    thread = cast.publish("community_manager", kind="message", title="Moet gelezen")
    until = (cast.now + timedelta(days=90)).date()
    require_reading(thread_id=thread.pk, until=until, sender=cast.viewer("community_manager"), now=cast.now)
    many(cast, *["community_manager"] * 3)
    run_jobs()
    for address in ("/", "/?lane=all"):
        text = shown(address)
        for title in ("Voor jou", "Mag dit?", "Moet gelezen"):
            assert f"{title}</a></h3>" in text
        assert "Nog 1 bericht van Jeroen" in text


@pytest.mark.django_db
def test_a_group_folds_too(cast, client):
    many(cast, "member", *["owner"] * 4, where="open")
    client.force_login(cast.member)
    assert "Nog 2 berichten van Trijntje" in client.get("/groups/groep-open/").content.decode()
