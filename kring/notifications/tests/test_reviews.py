"""Who is asked whether a chosen answer still holds."""

from datetime import timedelta

import pytest

from kring.discussion.actions.answers import accept_answer
from kring.groups.actions import remove_member
from kring.infra.events import react
from kring.infra.models import Event
from kring.notifications.models import Notice
from kring.notifications.tests import make
from kring.posts.actions import ask_for_looks, confirm_answer

pytestmark = pytest.mark.django_db
DAY = make.NOON + timedelta(days=365)


@pytest.fixture
def solved():
    """Anna asked in a closed group, Bram's answer was chosen, and all that followed is read."""
    anna, bram = make.person("Anna Smit"), make.person("Bram Wiersma")
    group = make.closed_group(anna, bram)
    thread = make.ask(anna, group=group)
    answer = make.reply(bram, thread, answer=True)
    accept_answer(comment_id=answer.pk, chooser=make.again(anna), now=make.NOON)
    make.deliver()
    Notice.objects.all().delete()
    return anna, bram, group, thread


def told():
    return list(Notice.objects.values_list("account__first_name", "reason", "actor"))


def test_who_looks_after_it_is_asked_and_nobody_else(solved):
    ask_for_looks(now=DAY)
    make.deliver(times=2)
    assert told() == [("Bram", "review", None)]


def test_the_asker_is_asked_when_that_one_is_gone_from_the_group(solved):
    anna, bram, group, _thread = solved
    remove_member(actor=make.again(anna), group_id=group.pk, person_id=bram.id, now=make.at(1))
    ask_for_looks(now=DAY)
    make.deliver()
    assert told() == [("Anna", "review", None)]


def test_nobody_is_asked_when_it_was_confirmed_in_the_meantime(solved):
    _anna, bram, _group, thread = solved
    ask_for_looks(now=DAY)
    confirm_answer(thread_id=thread.pk, confirmer=make.again(bram), now=DAY)
    due = Event.objects.get(name__endswith="AnswerDue")
    react(due.pk, "kring.notifications.jobs.tell_of_due_answer")
    assert told() == []
