"""A comment that becomes an answer, an answer that becomes a comment, a question that comes out of one."""

import pytest

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.turning import note_offshoot, turn_comment
from kring.discussion.models import Thread
from kring.discussion.queries.conversation import conversation
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db


def say(cast, thread, who="member", **more):
    writer = cast.viewer(who)
    return write_comment(thread_id=thread.pk, source="Dat mag.", writer=writer, now=cast.later, **more)[0]


def turn(cast, comment, who, kind):
    return turn_comment(comment_id=comment.pk, kind=kind, turner=cast.viewer(who), now=cast.later)


def counts(thread):
    return Thread.objects.values_list("comment_count", "answer_count").get(pk=thread.pk)


@pytest.mark.parametrize("who", ["member", "moderator"])
def test_comment_becomes_an_answer_and_back(cast, who):
    thread = cast.publish("colleague")
    comment = say(cast, thread)
    turn(cast, comment, who, "answer")
    assert counts(thread) == (0, 1)
    shown = conversation(cast.viewer("employee"), thread.pk)
    assert ([one.id for one in shown.answers], shown.comments) == ([comment.pk], ())
    turn(cast, comment, who, "comment")
    turn(cast, comment, who, "comment")
    assert counts(thread) == (1, 0)


def test_chosen_answer_that_becomes_a_comment_is_chosen_no_longer(cast):
    thread = cast.publish("colleague")
    answer = say(cast, thread, kind="answer")
    accept_answer(comment_id=answer.pk, chooser=cast.viewer("colleague"), now=cast.later)
    turn(cast, answer, "member", "comment")
    thread.refresh_from_db()
    assert (thread.question.state, hasattr(thread, "accepted")) == ("open", False)


def test_reply_becomes_an_answer_of_its_own(cast):
    thread = cast.publish("colleague")
    reply = say(cast, thread, parent_id=say(cast, thread, "employee").pk)
    turn(cast, reply, "member", "answer")
    assert [one.id for one in conversation(cast.viewer("employee"), thread.pk).answers] == [reply.pk]


def test_only_author_owner_and_moderator_turn_and_only_in_a_question(cast):
    comment = say(cast, cast.publish("colleague"))
    with pytest.raises(Refused):
        turn(cast, comment, "colleague", "answer")
    remark = say(cast, cast.publish("colleague", kind="message"))
    with pytest.raises(Refused):
        turn(cast, remark, "member", "answer")
    hidden = say(cast, cast.publish("owner", "closed"))
    with pytest.raises(Unseen):
        turn(cast, hidden, "moderator", "answer")


def test_line_at_a_comment_leads_only_those_who_read_the_question(cast):
    thread, elsewhere = cast.publish("member"), cast.publish("member", "closed", title="Hoe dan?")
    comment = say(cast, thread)
    noter = cast.viewer("member")
    note_offshoot(comment_id=comment.pk, thread_id=elsewhere.pk, noter=noter, now=cast.later)
    [seen] = conversation(cast.viewer("owner"), thread.pk).comments
    [unseen] = conversation(cast.viewer("outsider"), thread.pk).comments
    assert (seen.led_to, unseen.led_to) == ((elsewhere.pk, "Hoe dan?"), None)
