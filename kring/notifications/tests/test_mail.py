"""Notices by mail: what leaves, to whom, and what stands in it, by the rights of the moment of sending."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from kring.discussion.actions.comments import delete_comment
from kring.discussion.actions.follows import mute_thread
from kring.groups.actions import GroupText, change_group, remove_member
from kring.groups.models import Group, GroupKind
from kring.identity.actions import deactivate_account
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.models import Mail, MailState
from kring.notifications import actions, links, queries
from kring.notifications.models import Choice, Hours, Notice, Reason
from kring.notifications.tests import make
from tests.jobs import send_mail

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def people() -> tuple[Viewer, Viewer]:
    """Olga, who asks, and Mo, who answers; both can be mailed."""
    asker, other = make.person("Olga Bos"), make.person("Mo Ali")
    for viewer in (asker, other):
        Account.objects.filter(pk=viewer.id).update(email=f"{viewer.handle}@waterrijk.example", language="en")
    return asker, other


def sent() -> list[EmailMultiAlternatives]:
    """Carry out what waits, and give the mails that left an hour later."""
    make.deliver()
    mail.outbox.clear()
    send_mail(make.NOON + HOUR)
    return list(mail.outbox)


def html_of(letter: EmailMultiAlternatives) -> str:
    return str(letter.alternatives[0].content)


def talk_in(kind: str, people: tuple[Viewer, Viewer], **more: bool) -> Group:
    """A question of Olga in a group of that kind, answered by Mo."""
    group = make.closed_group(*people, kind=kind)
    Group.objects.filter(pk=group.pk).update(**more)
    thread = make.ask(people[0], "Wie heeft de sleutel?", group=group)
    make.reply(people[1], thread, "Die hangt bij **het raam**.", answer=True)
    return group


def test_an_answer_is_mailed_with_its_words_and_who_gave_it(people):
    asker, other = people
    thread = make.ask(asker, "Waar is het loket?")
    make.reply(other, thread, "Beneden <b>links</b>.\n\nTot vijf uur.", answer=True)
    (letter,) = sent()
    assert (letter.to, letter.subject) == (["olga.bos@waterrijk.example"], "Waar is het loket?")
    for words in ("Mo Ali answered your question", "Tot vijf uur.", f"/threads/{thread.pk}/"):
        assert words in letter.body
        assert words in html_of(letter)
    assert "&lt;b&gt;links" in html_of(letter)
    assert '<html lang="en">' in html_of(letter)


def test_the_mail_is_in_the_language_of_its_reader(people):
    asker, other = people
    Account.objects.filter(pk=asker.id).update(language="nl")
    make.reply(other, make.ask(asker), answer=True)
    (letter,) = sent()
    assert "Mo Ali beantwoordde je vraag" in letter.body
    assert '<html lang="nl">' in html_of(letter)


def test_several_pieces_of_news_in_one_thread_are_one_mail(people):
    asker, other = people
    thread = make.ask(asker)
    for minute in range(3):
        make.reply(other, thread, f"Antwoord {minute}", answer=True, now=make.at(minute))
    (letter,) = sent()
    assert "3 new comments" in letter.body
    assert Mail.objects.filter(state=MailState.DROPPED).count() == 2


def test_later_news_is_a_new_mail_in_the_same_row_of_mails(people):
    asker, other = people
    thread = make.ask(asker)
    make.reply(other, thread, answer=True)
    (first,) = sent()
    make.reply(other, thread, answer=True, now=make.NOON + HOUR)
    make.deliver()
    mail.outbox.clear()
    send_mail(make.NOON + 2 * HOUR)
    (second,) = mail.outbox
    assert first.extra_headers["References"] == second.extra_headers["References"]
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
    assert first.subject == second.subject


def test_what_is_told_stands_in_the_ledger(people):
    asker, other = people
    thread = make.ask(asker)
    make.reply(other, thread, answer=True)
    assert queries.told_upto(None, [(asker.id, thread.pk)]) == {}
    assert len(sent()) == 1
    assert queries.told_upto(None, [(asker.id, thread.pk)]) == {(asker.id, thread.pk): make.NOON}


def read(asker: Viewer, other: Viewer, thread, comment) -> None:
    actions.note_opened(viewer=asker, thread_id=thread.pk, now=make.at(1))


def muted(asker: Viewer, other: Viewer, thread, comment) -> None:
    mute_thread(thread_id=thread.pk, follower=asker, now=make.at(1))


def left(asker: Viewer, other: Viewer, thread, comment) -> None:
    deactivate_account(account_id=asker.id, by=None, now=make.at(1))


def removed(asker: Viewer, other: Viewer, thread, comment) -> None:
    delete_comment(comment_id=comment.pk, remover=make.again(other), now=make.at(1))


def stopped(asker: Viewer, other: Viewer, thread, comment) -> None:
    actions.stop_mail(account_id=asker.id, reason="answer")


@pytest.mark.parametrize("change", [read, muted, left, removed, stopped])
def test_no_mail_leaves_after(change, people):
    thread = make.ask(people[0])
    comment = make.reply(people[1], thread, answer=True)
    make.deliver()
    change(*people, thread, comment)
    assert sent() == []
    assert Mail.objects.get().state == MailState.DROPPED


def test_an_open_talk_that_closed_before_the_mail_left_is_not_mailed(people):
    asker, other = people
    group = make.closed_group(other, asker, kind=GroupKind.OPEN)
    thread = make.ask(asker, "Geheim plan", group=group)
    make.reply(other, thread, answer=True)
    make.deliver()
    text = GroupText(name=group.name, kind=GroupKind.CLOSED)
    change_group(actor=make.again(other), group_id=group.pk, text=text, now=make.at(1))
    remove_member(actor=make.again(other), group_id=group.pk, person_id=asker.id, now=make.at(2))
    assert sent() == []


@pytest.mark.parametrize(
    ("kind", "allowed", "title", "text"),
    [
        (GroupKind.OPEN, False, True, True),
        (GroupKind.CLOSED, False, True, False),
        (GroupKind.CLOSED, True, True, True),
        (GroupKind.HIDDEN, False, False, False),
        (GroupKind.HIDDEN, True, True, True),
    ],
)
def test_the_group_says_what_a_mail_may_hold(kind, allowed, title, text, people):
    talk_in(kind, people, mail_text=allowed)
    (letter,) = sent()
    whole = letter.subject + letter.body + html_of(letter)
    assert ("sleutel" in whole) == title
    assert ("Haven" in whole) == title
    assert ("het raam" in whole) == text


def test_a_title_makes_no_header(people):
    asker, other = people
    thread = make.ask(asker)
    type(thread).objects.filter(pk=thread.pk).update(title="Dag\r\nBcc: all@waterrijk.example")
    make.reply(other, thread, answer=True)
    (letter,) = sent()
    assert letter.message()["Bcc"] is None
    assert letter.subject == "Dag Bcc: all@waterrijk.example"


def test_a_long_text_is_cut(people):
    asker, other = people
    make.reply(other, make.ask(asker), "\n\n".join(["woord " * 50] * 30), answer=True)
    (letter,) = sent()
    assert len(letter.body) < 5000
    assert "…" in letter.body


@pytest.fixture
def stop_path(people) -> str:
    make.reply(people[1], make.ask(people[0], "Geheime titel"), answer=True)
    (letter,) = sent()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return letter.extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2]


def test_one_click_stops_that_reason_and_undo_brings_it_back(people, stop_path):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(stop_path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    stop = Choice.objects.get()
    assert (stop.account_id, stop.reason, stop.road, stop.on) == (people[0].id, "answer", "mail", False)
    browser.post(stop_path, {"undo": "1"})
    assert not Choice.objects.exists()


def test_the_page_to_stop_shows_no_title_and_looking_changes_nothing(stop_path):
    page = Client().get(stop_path).content.decode()
    assert "Geheime titel" not in page
    assert "Mo Ali" not in page
    assert not Choice.objects.exists()


def test_another_secret_stops_nothing(stop_path):
    assert Client().post(stop_path[:-3] + "aa/").status_code == 404


def test_who_stopped_is_not_even_queued(people):
    actions.stop_mail(account_id=people[0].id, reason="answer")
    make.reply(people[1], make.ask(people[0]), answer=True)
    make.deliver()
    assert not Mail.objects.exists()
    actions.allow_mail(account_id=people[0].id, reason="answer")
    make.reply(people[1], make.ask(people[0]), answer=True)
    assert len(sent()) == 1


def test_with_all_mail_off_no_event_mails(people):
    asker, other = people
    for reason in Reason:
        actions.stop_mail(account_id=asker.id, reason=reason)
    thread = make.ask(asker)
    make.reply(other, thread, "Zo, @olga.bos.", answer=True)
    make.reply(other, thread, "En ook zo.", now=make.at(1))
    make.ask(other, source="Weet @olga.bos dit?")
    make.deliver()
    assert Notice.objects.filter(account=asker.id).count() == 2
    assert not Mail.objects.exists()


def test_in_quiet_hours_mail_waits_for_the_morning(people):
    asker, other = people
    hours = {"quiet_from": time(12), "quiet_until": time(18)}
    Hours.objects.create(account_id=asker.id, **hours)
    make.reply(other, make.ask(asker), answer=True)
    make.deliver()
    assert Mail.objects.get().not_before == make.NOON.replace(hour=17)  # six in the evening at the office


def test_quiet_history_mails_nobody(people):
    make.ask(people[0], source="Weet @mo.ali dit?", quiet=True)
    assert sent() == []


def test_answers_come_in_at_an_address_of_that_person_and_thread(people, settings):
    settings.MAIL_REPLY = "antwoord@kring.example"
    make.reply(people[1], make.ask(people[0]), answer=True)
    (letter,) = sent()
    local, _, domain = letter.extra_headers["Reply-To"].partition("@")
    assert (local.partition("+")[0], domain) == ("antwoord", "kring.example")
    assert len(local) <= 64
    assert links.behind_reply_token(local.partition("+")[2]) == Notice.objects.get().pk
    assert links.behind_reply_token("a" * 52) is None
    assert links.behind_reply_token("é") is None
