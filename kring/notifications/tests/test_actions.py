"""One row per person per thread, only for who may read, and each piece of news once."""

import pytest
from django.db import connection

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.comments import delete_comment
from kring.discussion.actions.follows import follow_thread, mute_thread, unfollow_thread
from kring.discussion.actions.reports import report
from kring.discussion.models import Mention
from kring.groups.actions import remove_member
from kring.identity.actions import deactivate_account, grant_role
from kring.identity.models import Role
from kring.infra.events import react
from kring.notifications import actions
from kring.notifications.models import Notice
from kring.notifications.tests import make
from kring.posts.actions import also_want

pytestmark = pytest.mark.django_db


def told() -> dict[str, tuple[str, int]]:
    """First name to reason and counter, of everybody with unread news."""
    rows = Notice.objects.filter(read_at__isnull=True)
    return {
        name: (reason, count)
        for name, reason, count in rows.values_list("account__first_name", "reason", "count")
    }


@pytest.fixture
def talk():
    """Anna asked; Bram and Carla exist."""
    anna, bram, carla = make.person("Anna Smit"), make.person("Bram Wiersma"), make.person("Carla de Wit")
    thread = make.ask(anna)
    make.deliver()
    return anna, bram, carla, thread


def test_tell_of_thread_tells_who_is_named_and_nobody_else(talk):
    anna, *_ = talk
    make.ask(anna, source="Weet @bram.wiersma dit? En @niemand of ik, @anna.smit?")
    make.deliver()
    assert told() == {"Bram": ("mention", 1)}


def test_tell_of_comment_raises_one_row_and_its_counter(talk):
    _, bram, carla, thread = talk
    for minute, writer in enumerate((bram, carla, bram)):
        make.reply(writer, thread, now=make.at(minute))
    make.deliver()
    assert told() == {"Anna": ("reply", 3), "Bram": ("comment", 1), "Carla": ("comment", 1)}
    newest = Notice.objects.get(account=talk[0].id)
    assert (newest.actor_id, newest.at) == (bram.id, make.at(2))


def test_an_event_delivered_twice_counts_once_even_out_of_order(talk):
    _, bram, _, thread = talk
    make.reply(bram, thread, now=make.at(1))
    make.reply(bram, thread, now=make.at(2))
    make.deliver(times=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM infra_event WHERE name = 'CommentWritten' ORDER BY at")
        first = cursor.fetchone()[0]
    react(first, "kring.notifications.jobs.tell_of_comment")
    assert told()["Anna"] == ("reply", 2)


def test_the_strongest_reason_stays(talk):
    _, bram, _, thread = talk
    make.reply(bram, thread, "@anna.smit, kijk eens.", now=make.at(1))
    make.reply(bram, thread, now=make.at(2))
    make.deliver()
    assert told() == {"Anna": ("mention", 2)}


def test_an_answer_reaches_who_also_wanted_to_know(talk):
    _, bram, carla, thread = talk
    also_want(thread_id=thread.pk, wanter=carla, on=True, now=make.at(0))
    make.reply(bram, thread, answer=True, now=make.at(1))
    make.deliver()
    assert told() == {"Anna": ("answer", 1), "Carla": ("wanted", 1)}


def test_tell_of_acceptance_tells_the_answerer_and_never_adds_to_a_followers_count(talk):
    anna, bram, carla, thread = talk
    follow_thread(thread_id=thread.pk, follower=carla, now=make.at(0))
    answer = make.reply(bram, thread, answer=True, now=make.at(1))
    accept_answer(comment_id=answer.pk, chooser=anna, now=make.at(2))
    make.deliver()
    assert told() == {"Anna": ("answer", 1), "Bram": ("accepted", 1), "Carla": ("comment", 1)}


def test_muting_beats_everything_and_leaving_only_following(talk):
    anna, bram, carla, thread = talk
    make.reply(carla, thread, now=make.at(0))
    mute_thread(thread_id=thread.pk, follower=anna, now=make.at(0))
    unfollow_thread(thread_id=thread.pk, follower=carla, now=make.at(0))
    make.reply(bram, thread, "@anna.smit en de rest", now=make.at(1))
    make.deliver()
    assert told() == {}


def test_who_may_not_read_now_gets_nothing():
    owner, member, outsider = make.person("Olga Bos"), make.person("Mo Ali"), make.person("Ot Smid")
    group = make.closed_group(owner, member)
    thread = make.ask(owner, group=group)
    Mention.objects.create(thread=thread, account_id=outsider.id)  # as if named before the group closed
    follow_thread(thread_id=thread.pk, follower=make.again(member), now=make.at(0))
    make.reply(owner, thread, now=make.at(1))
    remove_member(actor=make.again(owner), group_id=group.pk, person_id=member.id, now=make.at(2))
    make.deliver()
    assert Notice.objects.count() == 0


def test_quiet_history_and_who_left_are_not_told(talk):
    anna, bram, _, thread = talk
    make.ask(bram, source="@anna.smit", quiet=True)
    deactivate_account(account_id=anna.id, by=None, now=make.at(1))
    make.reply(bram, thread, now=make.at(2))
    make.deliver()
    assert Notice.objects.count() == 0


def test_a_comment_taken_away_before_delivery_tells_nobody(talk):
    _, bram, _, thread = talk
    comment = make.reply(bram, thread)
    delete_comment(comment_id=comment.pk, remover=bram, now=make.at(1))
    make.deliver()
    assert told() == {}


def test_tell_of_report_asks_owners_and_readers_who_moderate():
    owner, member, moderator = make.person("Olga Bos"), make.person("Mo Ali"), make.person("Moniek Bakker")
    grant_role(account_id=moderator.id, role=Role.MODERATOR, by=None, now=make.NOON)
    inside = make.ask(owner, group=make.closed_group(owner, member))
    report(thread_id=inside.pk, comment_id=None, reason="x", reporter=make.again(member), now=make.at(1))
    make.deliver()
    assert told() == {"Olga": ("report", 1)}  # the moderator does not read the closed group
    outside = make.ask(owner, "Voor allen")
    report(thread_id=outside.pk, comment_id=None, reason="x", reporter=member, now=make.at(1))
    make.deliver()
    assert told()["Moniek"] == ("report", 1)
    assert set(Notice.objects.values_list("actor", flat=True)) == {None}


def test_note_opened_reads_and_later_news_begins_at_one(talk):
    anna, bram, _, thread = talk
    make.reply(bram, thread, now=make.at(1))
    make.reply(bram, thread, now=make.at(2))
    make.deliver()
    actions.note_opened(viewer=anna, thread_id=thread.pk, now=make.at(3))
    assert told() == {}
    make.reply(bram, thread, now=make.at(4))
    make.deliver()
    assert told() == {"Anna": ("reply", 1)}


def test_news_that_was_on_the_page_when_it_was_opened_is_no_news(talk):
    anna, bram, _, thread = talk
    make.reply(bram, thread, now=make.at(1))
    make.deliver()
    make.reply(bram, thread, now=make.at(2))
    actions.note_opened(viewer=anna, thread_id=thread.pk, now=make.at(3))
    make.deliver()
    assert told() == {}


def test_marking_read_never_swallows_news_that_was_on_its_way(talk):
    anna, bram, carla, thread = talk
    make.reply(bram, thread, now=make.at(1))
    make.deliver()
    make.reply(carla, thread, now=make.at(2))
    actions.mark_all_read(viewer=anna, until=make.at(3))
    make.deliver()
    assert told()["Anna"] == ("reply", 1)


def test_mark_read_leaves_other_peoples_notices(talk):
    anna, bram, _, thread = talk
    make.reply(bram, thread)
    make.deliver()
    notice = Notice.objects.get(account=anna.id)
    actions.mark_read(viewer=bram, notice_id=notice.pk)
    assert told() == {"Anna": ("reply", 1)}
    actions.mark_read(viewer=anna, notice_id=notice.pk)
    assert told() == {}
