"""What somebody may not read is never found, never counted, and leaves no trace in what is."""

from dataclasses import replace

import pytest

from kring.discussion.actions.comments import delete_comment, restore_comment
from kring.discussion.actions.reports import report, settle_report
from kring.discussion.actions.threads import Wording, delete_thread, edit_thread, restore_thread
from kring.discussion.models import Thread
from kring.groups.actions import GroupText, change_group, remove_member
from kring.groups.models import Audience
from kring.identity.actions import deactivate_account, grant_role
from kring.identity.models import Role
from kring.search import queries
from kring.search.models import Naming, Passage
from kring.search.tests import make

pytestmark = pytest.mark.django_db
CANARY = "geheimzinnigheid"


@pytest.fixture
def world():
    """Olga owns a closed group with Mo in it; Ot is a colleague outside; Gerda a guest of another group."""
    olga, mo, ot = make.person("Olga Bos"), make.person("Mo Ali"), make.person("Ot Smid")
    gerda = make.person("Gerda Gast", kind="guest")
    group = make.group(olga, mo)
    thread = make.ask(mo, f"Over {CANARY}", f"Meer {CANARY}.", where=group, topics=(CANARY,))
    make.reply(olga, thread, f"Antwoord met {CANARY}.")
    return olga, mo, ot, make.group(olga, gerda, name="Kade") and gerda, group, thread


@pytest.mark.parametrize("q", [CANARY, CANARY[:-1], CANARY[:9], "geheimzinnig", "gehiemzinnigheid", "geheim"])
def test_a_closed_groups_words_are_found_by_members_only(world, q):
    _, mo, ot, gerda, *_ = world
    if q != "gehiemzinnigheid":
        assert make.find(mo, q).total > 0
    for outsider in (ot, gerda):
        found = make.find(outsider, q)
        assert (found.total, found.texts, found.in_groups, found.about, found.topics) == (0, (), (), (), ())


@pytest.mark.slow
def test_results_are_the_same_with_and_without_what_is_hidden(world):
    _, mo, ot, _, group, _ = world
    make.ask(ot, "De haven ligt vol", topics=("haven",))
    before = make.find(ot, "haven")
    for number in range(30):
        make.ask(
            mo, f"Haven {number}", f"haven {CANARY}", where=group, topics=("haven",), now=make.at(number)
        )
    assert make.find(ot, "haven") == before
    assert make.find(mo, "haven").counts["question"] == 31


def test_the_cap_is_reached_by_what_may_be_read_only(world, monkeypatch):
    _, mo, ot, _, group, _ = world
    for number in range(6):
        make.ask(mo, f"Steiger {number}", where=group)
    make.ask(ot, "Steiger van iedereen")
    monkeypatch.setattr("kring.search.queries.passages.CAP", 3)
    found = make.find(ot, "steiger")
    assert (make.titles(found), found.capped) == (["Steiger van iedereen"], False)
    assert make.find(mo, "steiger").capped


def test_a_removed_member_finds_nothing_at_once(world):
    olga, mo, *_, group, _ = world
    assert make.find(mo, CANARY).counts["question"] == 1
    remove_member(actor=make.again(olga), group_id=group.pk, person_id=mo.id, now=make.at(1))
    assert queries.find(make.again(mo), queries.Search(CANARY), make.at(2)).total == 0


def test_a_group_that_closes_is_closed_before_the_index_knows(world):
    olga, _, ot, _, *_ = world
    lodge = make.group(olga, name="Loods", kind="open")
    thread = make.ask(olga, "Ankerplaats", "Een bedrag", where=lodge)
    assert make.find(ot, "ankerplaats").total == 1
    text = GroupText(name="Loods", kind="closed")
    change_group(actor=make.again(olga), group_id=lodge.pk, text=text, now=make.at(1))
    assert queries.find(ot, queries.Search("ankerplaats"), make.at(2)).total == 0
    assert queries.similar_threads(ot, "ankerplaats") == ()
    assert Passage.objects.filter(thread=thread).exists()  # the index is late, and it doesn't matter


def test_a_thread_that_moves_takes_its_comments_along(world):
    olga, mo, ot, _, group, _ = world
    thread = make.ask(mo, "Verhuizing", "tekst")
    make.reply(olga, thread, "Een reactie over verhuisdozen")
    assert make.find(ot, "verhuisdozen").total == 1
    audience = Audience.objects.get(group=group)
    Thread.objects.filter(pk=thread.pk).update(audience=audience, group=group)
    assert queries.find(ot, queries.Search("verhuisdozen"), make.at(2)).total == 0


def test_what_is_taken_away_leaves_the_index_and_can_return():
    anna = make.person("Anna Smit")
    thread = make.ask(anna, "Paardenbloem", "tekst")
    comment = make.reply(anna, thread, "Over klaprozen")
    assert make.find(anna, "klaprozen").total == 1
    delete_comment(comment_id=comment.pk, remover=anna, now=make.at(1))
    assert queries.find(anna, queries.Search("klaprozen"), make.at(1)).total == 0
    assert make.find(anna, "klaprozen").total == 0
    assert Passage.objects.count() == 1
    restore_comment(comment_id=comment.pk, restorer=anna, now=make.at(2))
    assert make.find(anna, "klaprozen").total == 1
    delete_thread(thread_id=thread.pk, remover=anna, now=make.at(3))
    assert queries.find(anna, queries.Search("paardenbloem"), make.at(3)).total == 0
    make.deliver()
    assert Passage.objects.count() == 0
    restore_thread(thread_id=thread.pk, restorer=anna, now=make.at(4))
    assert make.find(anna, "klaprozen").total == make.find(anna, "paardenbloem").total == 1


def test_an_old_text_is_not_found_after_an_edit():
    anna = make.person("Anna Smit")
    thread = make.ask(anna, "Madelief", "tekst")
    assert make.find(anna, "madelief").total == 1
    edit_thread(thread_id=thread.pk, wording=Wording("Tulp", "x"), editor=anna, now=make.at(1))
    assert (make.find(anna, "madelief").total, make.find(anna, "tulp").total) == (0, 1)


def test_a_text_hidden_by_a_moderator_is_gone():
    anna, moniek = make.person("Anna Smit"), make.person("Moniek Bakker")
    grant_role(account_id=moniek.id, role=Role.MODERATOR, by=None, now=make.NOON)
    thread = make.ask(anna, "Schandaal", "tekst")
    row = report(thread_id=thread.pk, comment_id=None, reason="x", reporter=moniek, now=make.at(1))
    settle_report(report_id=row.pk, hide=True, settler=make.again(moniek), now=make.at(2))
    assert make.find(anna, "schandaal").total == 0
    assert Passage.objects.count() == 0


def test_who_left_is_not_found_but_what_was_written_stays(world):
    *_, ot, _, _, _ = world
    make.ask(ot, "Zeilmakerij")
    assert make.find(world[0], "smid").counts == {"person": 1}
    deactivate_account(account_id=ot.id, by=None, now=make.at(1))
    assert queries.find(world[0], queries.Search("smid"), make.at(1)).total == 0
    assert make.find(world[0], "zeilmakerij").total == 1
    assert not Naming.objects.filter(object_id=ot.id).exists()


def test_a_guest_finds_only_own_groups_and_who_is_in_them(world):
    _, _, ot, gerda, *_ = world
    make.ask(ot, "Voor alle collega's", topics=("collegas",))
    assert [hit.person.name for hit in make.find(gerda, "Bos").people] == ["Olga Bos"]
    for q in ("Mo Ali", "Ot Smid", "Haven", "collega", "collegas", "Smi", "smidt"):
        assert make.find(gerda, q).total == 0, q
    assert [hit.slug for hit in make.find(gerda, "kade").groups] == ["kade"]


def test_a_hidden_groups_name_is_found_by_members_only(world):
    olga, _, ot, *_ = world
    make.group(olga, kind="hidden", name="Reorganisatie")
    assert make.find(olga, "reorganisatie").counts == {"group": 1}
    assert make.find(ot, "reorganisatie").total == 0
    assert make.find(ot, "reorganisatei").total == 0
    assert make.find(ot, "haven").counts == {"group": 1}  # a closed group's name may be known


@pytest.mark.parametrize("narrowed", [{"group": "haven"}, {"topic": CANARY}, {"author": "mo.ali"}])
def test_narrowing_by_something_hidden_says_nothing(world, narrowed):
    ot = world[2]
    make.ask(ot, "Iets over water")
    hidden = make.find(ot, "water", **narrowed)
    absent = make.find(ot, "water", **dict.fromkeys(narrowed, "bestaat-niet"))
    assert hidden.counts == absent.counts == {}
    assert replace(hidden, search=absent.search, in_groups=(), about=(), author="") == replace(
        absent, in_groups=(), about=(), author=""
    )
