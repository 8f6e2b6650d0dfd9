"""Who is told, and why."""

from uuid import uuid4

from kring.notifications.models import Reason
from kring.notifications.rules import Circle, reasons_for_acceptance, reasons_for_comment, strongest

AUTHOR, PARENT, NAMED, FOLLOWER, WANTER = (uuid4() for _ in range(5))


def test_an_answer_is_news_for_the_asker_and_who_also_wanted_to_know():
    told = reasons_for_comment(Circle(author_id=AUTHOR, is_answer=True, wanted=frozenset({WANTER})))
    assert told == {AUTHOR: Reason.ANSWER, WANTER: Reason.WANTED}


def test_a_comment_is_a_reply_to_the_author():
    assert reasons_for_comment(Circle(author_id=AUTHOR)) == {AUTHOR: Reason.REPLY}


def test_a_reply_under_a_comment_is_for_who_wrote_that_comment():
    told = reasons_for_comment(Circle(author_id=AUTHOR, parent_author_id=PARENT))
    assert told == {PARENT: Reason.REPLY, AUTHOR: Reason.COMMENT}


def test_the_strongest_reason_is_the_one_shown():
    everything = frozenset({AUTHOR, NAMED, FOLLOWER})
    told = reasons_for_comment(
        Circle(author_id=AUTHOR, is_answer=True, mentioned=frozenset({NAMED}), followers=everything)
    )
    assert told == {AUTHOR: Reason.ANSWER, NAMED: Reason.MENTION, FOLLOWER: Reason.COMMENT}
    assert strongest([Reason.COMMENT, Reason.MENTION, Reason.REPLY]) == Reason.MENTION


def test_acceptance_is_for_the_answerer_even_when_following():
    told = reasons_for_acceptance(AUTHOR, [AUTHOR, FOLLOWER])
    assert told == {AUTHOR: Reason.ACCEPTED, FOLLOWER: Reason.SOLVED}
