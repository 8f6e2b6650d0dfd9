"""A solved question that waits again."""

from datetime import timedelta

import pytest

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.closing import close_comments
from kring.discussion.actions.comments import delete_comment, write_comment
from kring.discussion.rules import Standing
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions import merge_questions, reopen_question
from kring.posts.queries import asked, reopenings_of
from kring.posts.rules import may_reopen

pytestmark = pytest.mark.django_db


def answer(cast, thread, now):
    return write_comment(
        thread_id=thread.pk, source="Ja.", kind="answer", writer=cast.viewer("member"), now=now
    )[0].pk


def solved(cast, where="", asker="colleague"):
    thread = cast.publish(asker, where)
    chosen = answer(cast, thread, cast.now)
    accept_answer(comment_id=chosen, chooser=cast.viewer(asker), now=cast.now)
    return thread, chosen


def reopen(cast, thread, who):
    reopen_question(thread_id=thread.pk, opener=cast.viewer(who), now=cast.later)


def test_reopened_question_waits_until_a_newer_answer(cast):
    thread, chosen = solved(cast)
    for _again in range(2):
        reopen(cast, thread, "colleague")
    reader = cast.viewer("employee")
    now_asked = asked(reader, thread.pk)
    assert (now_asked.state, now_asked.first_answer_at) == ("open", None)
    told = reopenings_of(reader, thread.pk)
    assert [(one.answer_id, one.chosen_at, one.at) for one in told] == [(chosen, cast.now, cast.later)]
    assert (told[0].author, told[0].by) == (cast.member.name, cast.colleague.name)
    assert Event.objects.filter(name__endswith="QuestionReopened").count() == 1
    answer(cast, thread, cast.later + timedelta(hours=1))
    assert asked(reader, thread.pk).state == "answered"


def test_answer_chosen_again_solves_it_and_the_line_stays(cast):
    thread, chosen = solved(cast)
    reopen(cast, thread, "community_manager")
    accept_answer(comment_id=chosen, chooser=cast.viewer("colleague"), now=cast.later)
    reader = cast.viewer("employee")
    assert (asked(reader, thread.pk).state, asked(reader, thread.pk).first_answer_at) == (
        "accepted",
        cast.now,
    )
    assert len(reopenings_of(reader, thread.pk)) == 1


def test_line_names_no_author_of_an_answer_that_was_removed(cast):
    thread, chosen = solved(cast)
    reopen(cast, thread, "colleague")
    delete_comment(comment_id=chosen, remover=cast.viewer("member"), now=cast.later)
    (told,) = reopenings_of(cast.viewer("employee"), thread.pk)
    assert (told.author, told.answer_id) == ("", None)


def test_line_goes_along_with_a_merger(cast):
    thread, _chosen = solved(cast)
    reopen(cast, thread, "colleague")
    kept = cast.publish("employee")
    merge_questions(thread_id=thread.pk, into_id=kept.pk, merger=cast.viewer("colleague"), now=cast.later)
    assert len(reopenings_of(cast.viewer("employee"), kept.pk)) == 1


@pytest.mark.parametrize(("who", "error"), [("member", Refused), ("outsider", Unseen)])
def test_only_who_takes_care_of_the_question_reopens_it(cast, who, error):
    thread, _chosen = solved(cast, "closed", "owner")
    with pytest.raises(error):
        reopen(cast, thread, who)
    assert reopenings_of(cast.viewer("outsider"), thread.pk) == ()


def test_nothing_is_reopened_where_nothing_can_be_answered(cast):
    asker = cast.viewer("colleague")
    assert may_reopen(asker, Standing(asker.id))
    assert not may_reopen(asker, Standing(asker.id, archived=True))
    thread, _chosen = solved(cast)
    close_comments(thread_id=thread.pk, closer=asker, now=cast.later)
    with pytest.raises(Refused):
        reopen(cast, thread, "colleague")


def test_other_kinds_have_no_such_address(cast):
    with pytest.raises(Unseen):
        reopen(cast, cast.publish("colleague", kind="message"), "colleague")


def test_button_shows_for_the_asker_and_leaves_the_line(cast, client):
    thread, chosen = solved(cast)
    path = f"/questions/{thread.pk}/reopenings/"
    client.force_login(cast.employee)
    assert path not in client.get(f"/threads/{thread.pk}/").content.decode()
    client.force_login(cast.colleague)
    assert path in client.get(f"/threads/{thread.pk}/").content.decode()
    shown = client.post(path, follow=True).content.decode()
    assert f"Heropend door {cast.colleague.name}" in shown
    assert f'href="#c-{chosen}"' in shown
    assert path not in shown
