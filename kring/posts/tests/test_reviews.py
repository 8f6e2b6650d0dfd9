"""A chosen answer that is kept right."""

from datetime import timedelta

import pytest

from kring.discussion.actions.answers import accept_answer, withdraw_answer
from kring.discussion.actions.comments import write_comment
from kring.discussion.rules import Standing
from kring.identity.models import Account
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions import arrange_review, ask_for_looks, confirm_answer, merge_questions
from kring.posts.models import AnswerReview
from kring.posts.queries import asked
from kring.posts.rules import may_review

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def solved(cast, where="", asker="colleague", answerer="member"):
    thread = cast.publish(asker, where)
    words = {"thread_id": thread.pk, "source": "Ja.", "kind": "answer", "now": cast.now}
    chosen = write_comment(writer=cast.viewer(answerer), **words)[0]
    accept_answer(comment_id=chosen.pk, chooser=cast.viewer(asker), now=cast.now)
    return thread


def kept(cast, thread, who="employee"):
    return asked(cast.viewer(who), thread.pk).review


def confirm(cast, thread, who, now):
    confirm_answer(thread_id=thread.pk, confirmer=cast.viewer(who), now=now)


def arrange(cast, thread, who, owner=None, months=12):
    arrange_review(
        thread_id=thread.pk,
        owner_id=owner and getattr(cast, owner).pk,
        months=months,
        arranger=cast.viewer(who),
        now=cast.now,
    )


def due_events():
    return Event.objects.filter(name__endswith="AnswerDue").count()


def test_who_answered_keeps_it_right_for_a_year(cast):
    thread = solved(cast)
    told = kept(cast, thread)
    assert (told.owner, told.due_on) == (cast.member.name, (cast.now + YEAR).date())
    assert not told.is_due(cast.now.date())
    assert told.is_due((cast.now + YEAR).date())


def test_confirming_shows_who_did_and_begins_a_new_term(cast):
    thread, later = solved(cast), cast.now + 2 * YEAR
    confirm(cast, thread, "member", later)
    told = kept(cast, thread)
    assert (told.confirmed_by, told.confirmed_at) == (cast.member.name, later)
    assert told.due_on == (later + YEAR).date()


def test_owner_is_asked_once_for_each_day(cast):
    thread = solved(cast)
    ask_for_looks(now=cast.now)
    assert due_events() == 0
    for hours in (0, 1):
        ask_for_looks(now=cast.now + YEAR + timedelta(hours=hours))
    assert due_events() == 1
    confirm(cast, thread, "member", cast.now + YEAR + timedelta(days=1))
    ask_for_looks(now=cast.now + 3 * YEAR)
    assert due_events() == 2


def test_somebody_else_looks_after_it_or_nobody_looks(cast):
    thread = solved(cast)
    arrange(cast, thread, "colleague", "employee", months=3)
    assert (kept(cast, thread).owner, kept(cast, thread).months) == (cast.employee.name, 3)
    arrange(cast, thread, "employee", months=0)
    told = kept(cast, thread)
    assert (told.owner, told.due_on) == (cast.employee.name, None)
    ask_for_looks(now=cast.now + 9 * YEAR)
    assert due_events() == 0


def test_only_who_reads_the_question_looks_after_its_answer(cast):
    thread = solved(cast, "closed", "member", "owner")
    with pytest.raises(Refused):
        arrange(cast, thread, "member", "outsider")
    assert kept(cast, thread, "member").owner == cast.owner.name


@pytest.mark.parametrize(("who", "error"), [("employee", Refused), ("outsider", Refused)])
def test_others_do_not_say_that_it_is_right(cast, who, error):
    thread = solved(cast)
    with pytest.raises(error):
        confirm(cast, thread, who, cast.now)
    with pytest.raises(error):
        arrange(cast, thread, who)


def test_nothing_is_arranged_in_an_archived_group(cast):
    owner = cast.viewer("member")
    assert may_review(owner, Standing(cast.colleague.pk), owner.id)
    assert not may_review(owner, Standing(cast.colleague.pk), None)
    assert not may_review(owner, Standing(cast.colleague.pk, archived=True), owner.id)


def test_what_may_not_be_read_or_has_no_chosen_answer_is_not_there(cast):
    closed = solved(cast, "closed", "member", "owner")
    waiting = cast.publish("colleague")
    for thread, who in ((closed, "outsider"), (waiting, "colleague")):
        with pytest.raises(Unseen):
            confirm(cast, thread, who, cast.now)
    assert asked(cast.viewer("outsider"), closed.pk) is None


def test_another_choice_begins_anew_and_none_ends_it(cast):
    thread = solved(cast)
    arrange(cast, thread, "colleague", "employee", months=1)
    other = write_comment(
        thread_id=thread.pk, source="Nee.", kind="answer", writer=cast.viewer("outsider"), now=cast.later
    )[0]
    accept_answer(comment_id=other.pk, chooser=cast.viewer("colleague"), now=cast.later)
    assert (kept(cast, thread).owner, kept(cast, thread).months) == (cast.outsider.name, 12)
    withdraw_answer(thread_id=thread.pk, chooser=cast.viewer("colleague"), now=cast.later)
    assert kept(cast, thread) is None
    assert not AnswerReview.objects.exists()


def test_care_goes_along_with_a_merger(cast):
    thread, into = solved(cast), cast.publish("employee")
    merge_questions(thread_id=thread.pk, into_id=into.pk, merger=cast.viewer("colleague"), now=cast.later)
    assert kept(cast, into).owner == cast.member.name


def test_page_says_who_looks_after_it_and_asks_when_the_day_came(cast, client):
    thread = solved(cast)
    page, path = f"/threads/{thread.pk}/", f"/questions/{thread.pk}/confirmation/"
    client.force_login(cast.employee)
    shown = client.get(page).content.decode()
    assert f"{cast.member.name} houdt dit antwoord bij" in shown
    assert "Klopt dit nog?" not in shown
    AnswerReview.objects.update(due_on=cast.now.date())
    shown = client.get(page).content.decode()
    assert "Klopt dit nog?" in shown
    assert path not in shown
    client.force_login(cast.member)
    assert path in client.get(page).content.decode()
    shown = client.post(path, follow=True).content.decode()
    assert f"{cast.member.name} zei dat dit klopt" in shown
    assert "Klopt dit nog?" not in shown


def test_form_keeps_what_was_typed_and_arranges(cast, client):
    thread = solved(cast)
    path = f"/questions/{thread.pk}/review/"
    client.force_login(cast.colleague)
    assert path in client.get(f"/threads/{thread.pk}/").content.decode()
    assert f"@{cast.member.handle}" in client.get(path).content.decode()
    answer = client.post(path, {"owner": "Niemand Bekend", "months": "6"})
    assert answer.status_code == 422
    assert "Niemand Bekend" in answer.content.decode()
    client.post(path, {"owner": f"@{cast.employee.handle}", "months": "6"})
    assert (kept(cast, thread).owner, kept(cast, thread).months) == (cast.employee.name, 6)


def test_form_takes_nobody_who_cannot_read_the_question(cast, client):
    thread = solved(cast, "closed", "member", "owner")
    client.force_login(cast.member)
    answer = client.post(f"/questions/{thread.pk}/review/", {"owner": cast.outsider.name, "months": "6"})
    assert "kan de vraag niet lezen" in answer.content.decode()
    assert kept(cast, thread, "member").owner == cast.owner.name


def test_the_form_begins_with_one_colleague_also_when_two_have_the_name(cast, client):
    thread = solved(cast)
    Account.objects.filter(pk=cast.outsider.pk).update(name=cast.member.name)
    client.force_login(cast.member)
    address = f"/questions/{thread.pk}/review/"
    assert f'value="@{cast.member.handle}"' in client.get(address).content.decode()
    sent = client.post(address, {"owner": f"@{cast.member.handle}", "months": "6"})
    assert (sent.status_code, kept(cast, thread).owner_id) == (302, cast.member.pk)
