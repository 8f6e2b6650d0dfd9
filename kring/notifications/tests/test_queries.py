"""What "For you" shows: only what the reader may read at this moment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kring.discussion.actions.comments import delete_comment
from kring.discussion.actions.threads import delete_thread
from kring.groups.actions import remove_member
from kring.notifications import queries
from kring.notifications.actions import note_told
from kring.notifications.tests import make

pytestmark = pytest.mark.django_db


def test_a_removed_member_loses_the_notice_from_list_and_count():
    owner, member = make.person("Olga Bos"), make.person("Mo Ali")
    group = make.closed_group(owner, member)
    thread = make.ask(member, group=group)
    make.reply(owner, thread)
    make.deliver()
    assert queries.unread_count(make.again(member)) == 1
    assert [n.group_name for n in queries.notices(make.again(member)).notices] == ["Haven"]
    remove_member(actor=make.again(owner), group_id=group.pk, person_id=member.id, now=make.at(1))
    assert queries.unread_count(make.again(member)) == 0
    assert queries.notices(make.again(member)).notices == ()


def test_what_was_taken_away_leaves_the_list():
    anna, bram = make.person("Anna Smit"), make.person("Bram Wiersma")
    first, second = make.ask(anna, "Een"), make.ask(anna, "Twee")
    comment = make.reply(bram, first)
    make.reply(bram, second)
    make.deliver()
    assert queries.unread_count(anna) == 2
    delete_comment(comment_id=comment.pk, remover=bram, now=make.at(1))
    delete_thread(thread_id=second.pk, remover=anna, now=make.at(1))
    assert (queries.unread_count(anna), queries.notices(anna).notices) == (0, ())


def test_words_say_who_and_why():
    anna, bram = make.person("Anna Smit"), make.person("Bram Wiersma")
    thread = make.ask(anna)
    make.reply(bram, thread, answer=True, now=make.at(1))
    comment = make.reply(bram, thread, now=make.at(2))
    make.deliver()
    notice = queries.notices(anna).notices[0]
    with translation.override("en"):
        assert (notice.words, notice.more) == ("Bram Wiersma answered your question", "2 new comments")
    with translation.override("nl"):
        assert (notice.words, notice.more) == ("Bram Wiersma beantwoordde je vraag", "2 nieuwe reacties")
    assert notice.url == f"/threads/{thread.pk}/#c-{comment.pk}"


@pytest.mark.slow
def test_pages_follow_each_other_in_one_statement_each():
    anna, bram = make.person("Anna Smit"), make.person("Bram Wiersma")
    for minute in range(queries.PAGE + 3):
        make.reply(bram, make.ask(anna, f"Vraag {minute}"), now=make.at(minute))
    make.deliver()
    with CaptureQueriesContext(connection) as seen:
        page = queries.notices(anna)
    assert len(seen) == 1
    rest = queries.notices(anna, page.after)
    titles = [n.title for n in page.notices + rest.notices]
    assert titles == [f"Vraag {n}" for n in reversed(range(queries.PAGE + 3))]
    assert rest.after is None


def test_the_ledger_keeps_the_latest_moment_over_any_road():
    asker, other = make.person("Olga Bos"), make.person("Mo Ali")
    pair = (other.id, make.ask(asker).pk)
    note_told(pairs=[pair], road="mail", upto=make.at(5))
    note_told(pairs=[pair], road="mail", upto=make.at(1))
    note_told(pairs=[pair], road="push", upto=make.at(7))
    assert queries.told_upto(None, [pair, (asker.id, pair[1])]) == {pair: make.at(7)}
