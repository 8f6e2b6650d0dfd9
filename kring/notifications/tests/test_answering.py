"""Answers by mail: a comment by the ordinary rules, once, or back to the writer with the reason."""

import pytest
from django.core import mail

from kring.discussion.actions.threads import delete_thread
from kring.discussion.models import Comment
from kring.groups.actions import remove_member
from kring.identity.actions import deactivate_account
from kring.identity.models import Account
from kring.infra import bounces
from kring.infra.incoming import Incoming, bounce_tag
from kring.infra.models import Mail, MailState
from kring.notifications import actions
from kring.notifications.links import reply_token
from kring.notifications.models import Notice
from kring.notifications.tests import make
from kring.posts.models import Draft
from tests.jobs import send_mail

pytestmark = pytest.mark.django_db
OLGA = "olga@waterrijk.example"


@pytest.fixture
def asked():
    """Olga asked in a closed group, Mo answered, and Olga has the mail."""
    olga, mo = make.person("Olga Bos"), make.person("Mo Ali")
    Account.objects.filter(pk=olga.id).update(email=OLGA, language="en")
    group = make.closed_group(mo, olga)
    thread = make.ask(olga, group=group)
    make.reply(mo, thread, answer=True)
    make.deliver()
    return olga, mo, group, thread


def answer(text: str = "Dank je.\n\nOp ma 2 mrt schreef Kring <k@w>:\n> Zo werkt het.\n", **more: str) -> str:
    notice = Notice.objects.get(account__email=OLGA)
    given = {"tag": reply_token(notice.pk), "number": "<1@x>", "sender": OLGA, "text": text, **more}
    return actions.receive(mail=Incoming(**given), now=make.at(9))


def back() -> mail.EmailMessage:
    """The mail that says why an answer was not placed."""
    mail.outbox.clear()
    send_mail(make.at(9))
    return next(one for one in mail.outbox if one.subject == "Your answer by mail was not placed")


def test_an_answer_is_a_comment_of_who_answers(asked):
    olga, _, _, thread = asked
    assert answer() == "placed"
    comment = Comment.objects.get(thread=thread, author=olga.id)
    assert comment.source == "Dank je."


def test_the_same_mail_twice_is_one_comment(asked):
    assert [answer(), answer(), answer(number="<2@x>")] == ["placed"] * 3
    assert Comment.objects.filter(author=asked[0].id).count() == 2


def test_who_lost_access_writes_nothing_and_keeps_the_text(asked):
    olga, mo, group, _ = asked
    remove_member(actor=make.again(mo), group_id=group.pk, person_id=olga.id, now=make.at(1))
    assert answer("Een lange tekst.") == "unseen"
    assert not Comment.objects.filter(author=olga.id).exists()
    assert Draft.objects.get(account=olga.id).typed["source"] == "Een lange tekst."
    letter = back()
    assert "Een lange tekst." in letter.body
    assert "may not read it any more" in letter.body
    assert "Haven" not in letter.body


def test_an_answer_to_what_was_removed_goes_back(asked):
    olga, *_, thread = asked
    delete_thread(thread_id=thread.pk, remover=make.again(olga), now=make.at(1))
    assert answer() == "unseen"


def test_no_text_goes_back_with_that_reason(asked):
    assert answer("> Zo werkt het.\n") in {"empty", "placed"}
    assert answer("\n\n", number="<3@x>") == "empty"
    assert "no text" in back().body


def test_another_sender_writes_nothing_in_anybodys_name(asked):
    assert answer(sender="eve@elders.example") == "sender"
    assert not Comment.objects.filter(author=asked[0].id).exists()
    assert not Draft.objects.exists()
    assert back().to == [OLGA]


def test_a_text_that_is_too_long_goes_back(asked):
    assert answer("woord " * 10_000) == "long"


def test_who_left_or_sends_by_machine_is_left_alone(asked):
    notice = Notice.objects.get(account__email=OLGA)
    away = Incoming(tag=reply_token(notice.pk), sender=OLGA, text="Ik ben er niet.", is_automatic=True)
    assert actions.receive(mail=away, now=make.at(9)) == "ignored"
    assert answer(tag="x" * 52) == "ignored"
    deactivate_account(account_id=asked[0].id, by=None, now=make.at(2))
    given = Incoming(tag=reply_token(notice.pk), sender=OLGA, text="Hoi", number="<5@x>")
    assert actions.receive(mail=given, now=make.at(9)) == "ignored"


def test_three_mails_that_came_back_stop_the_address(asked):
    for number in range(3):
        sent = Mail.objects.create(
            kind="notice",
            key=f"k{number}",
            address=OLGA,
            state=MailState.SENT,
            not_before=make.NOON,
            queued_at=make.NOON,
        )
        report = Incoming(tag=bounce_tag(sent.pk), status="5.1.1", is_automatic=True)
        slow = Incoming(tag=bounce_tag(sent.pk), status="4.2.2", is_automatic=True)
        done = [actions.receive(mail=one, now=make.at(9)) for one in (slow, report, report)]
        assert done == ["ignored", "bounced", "ignored"]
    assert bounces.is_stopped(OLGA)
