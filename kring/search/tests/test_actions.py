"""The index says what is there, however often and in whatever order it is written."""

import pytest
from django.db import connection

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.threads import Wording, edit_thread
from kring.discussion.models import Thread
from kring.groups.actions import GroupText, change_group
from kring.identity.actions import deactivate_account
from kring.search import actions
from kring.search.actions import passages
from kring.search.models import Naming, Passage
from kring.search.tests import make
from kring.topics.models import Topic

pytestmark = pytest.mark.django_db


def state() -> list[tuple[object, ...]]:
    """The whole index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text, accepted, words::text, text FROM search_passage ORDER BY id")
        texts = cursor.fetchall()
        cursor.execute("SELECT kind, object_id::text, name, words::text FROM search_naming ORDER BY 1, 2")
        return texts + cursor.fetchall()


@pytest.fixture
def world():
    anna, bram = make.person("Anna van den Berg"), make.person("Bram Wiersma")
    group = make.group(anna, bram)
    thread = make.ask(anna, "Eerste vraag", "met tekst", topics=("onderwerp",))
    answer = make.reply(bram, thread, "het antwoord")
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.at(1))
    make.ask(bram, "In de groep", where=group)
    make.deliver()
    return anna, bram, group, thread, answer


def test_rebuild_index_gives_the_same_as_every_event_did(world):
    built = state()
    assert len(built) == 3 + 2 + 1 + 1  # passages, people, group, topic
    Passage.objects.all().delete()
    Naming.objects.all().delete()
    heard = []
    assert actions.rebuild_index(lambda done, total: heard.append((done, total))) == 7
    assert state() == built
    assert heard[-1] == (7, 7)
    actions.rebuild_index()
    assert state() == built


def test_rebuild_index_drops_what_is_gone(world):
    _, bram, _, thread, _ = world
    Thread.objects.filter(pk=thread.pk).update(state="hidden")
    deactivate_account(account_id=bram.id, by=None, now=make.at(2))
    actions.rebuild_index()
    assert not Passage.objects.filter(thread=thread).exists()
    assert not Naming.objects.filter(object_id=bram.id).exists()


def test_indexing_twice_changes_nothing(world):
    _, _, group, thread, answer = world
    before = state()
    actions.index_thread(thread_id=thread.pk)
    actions.index_comment(comment_id=answer.pk)
    actions.index_group(group_id=group.pk)
    actions.index_person(account_id=world[0].id)
    actions.index_topics(topic_ids=list(Topic.objects.values_list("pk", flat=True)))
    assert state() == before


def test_a_slow_job_never_puts_an_old_text_over_a_new_one(world):
    anna, _, _, thread, _ = world
    old = passages.thread_row(Thread.objects.get(pk=thread.pk), [])
    edit_thread(thread_id=thread.pk, wording=Wording("Nieuwe titel", "x"), editor=anna, now=make.at(2))
    make.deliver()
    passages.put([old])
    assert make.find(anna, "nieuwe titel").counts == {"question": 1, "comment": 1}
    assert make.find(anna, "eerste").total == 0


def test_index_group_follows_a_new_name(world):
    anna, _, group, *_ = world
    text = GroupText(name="Sluis en brug", kind="closed")
    change_group(actor=make.again(anna), group_id=group.pk, text=text, now=make.at(1))
    assert [hit.name for hit in make.find(anna, "sluis").groups] == ["Sluis en brug"]
    assert make.find(anna, "haven").groups == ()


def test_a_very_long_text_is_indexed_and_kept_short(world):
    anna = world[0]
    thread = make.ask(anna, "Lang", "woord " * 6000)
    make.deliver()
    assert len(Passage.objects.get(pk=thread.pk).text) == passages.LONGEST
