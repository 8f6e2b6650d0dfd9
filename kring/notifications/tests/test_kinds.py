"""Who hears of kudos and of an official reply to an idea."""

import pytest

from kring.notifications.models import Notice
from kring.notifications.queries import notices
from kring.people.models import Department
from kring.posts.actions import OfficialReply, merge_questions, reply_to_idea, support_idea
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def told_of(thread):
    return set(Notice.objects.filter(thread=thread.pk).values_list("account", "reason"))


def test_receivers_hear_of_kudos_with_the_reason(cast):
    thread = cast.give_praise("colleague", "member", "employee")
    run_jobs()
    assert told_of(thread) == {(cast.member.pk, "praise"), (cast.employee.pk, "praise")}
    assert notices(cast.viewer("member")).notices[0].words == f"{cast.colleague.name} zet je in het zonnetje"


def test_a_whole_department_hears_of_kudos(cast):
    department = Department.objects.get(name="Burgerzaken")
    thread = cast.give_praise("member", department_id=department.pk)
    run_jobs()
    assert told_of(thread) == {(cast.colleague.pk, "praise"), (cast.outsider.pk, "praise")}


def test_a_department_hears_of_kudos_with_all_below_it(cast):
    top = Department.objects.get(name="Ruimte")
    middle = Department.objects.create(name="Wegen", slug="wegen-kort", parent=top)
    Department.objects.filter(name="Burgerzaken").update(parent=middle)
    thread = cast.give_praise("administrator", department_id=top.pk)
    run_jobs()
    assert {(cast.member.pk, "praise"), (cast.colleague.pk, "praise")} <= told_of(thread)


def test_asker_hears_that_the_question_was_merged(cast):
    thread, kept = cast.publish("colleague"), cast.publish("member")
    team = cast.viewer("community_manager")
    merge_questions(thread_id=thread.pk, into_id=kept.pk, merger=team, now=cast.later)
    run_jobs()
    assert told_of(kept) == {(cast.colleague.pk, "merged")}


def test_author_and_followers_hear_of_an_official_reply(cast):
    idea = cast.publish("colleague", kind="idea", title="Een nummer voor de buitendienst")
    support_idea(thread_id=idea.pk, supporter=cast.viewer("employee"), on=True, now=cast.now)
    run_jobs()
    reply = OfficialReply(stage="explored", source="We kijken ernaar.")
    team = cast.viewer("community_manager")
    reply_to_idea(thread_id=idea.pk, reply=reply, replier=team, now=cast.later)
    run_jobs()
    assert told_of(idea) == {(cast.colleague.pk, "stage"), (cast.employee.pk, "stage")}
