"""Answers of a question that was merged are found at the question that stays."""

import pytest

from kring.discussion.actions.comments import write_comment
from kring.posts.actions import merge_questions
from kring.search.queries import Search, find
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def test_answer_is_found_at_its_new_place(cast):
    thread, kept = cast.publish("colleague", title="Wie weet dit?"), cast.publish("member")
    said = {"thread_id": thread.pk, "source": "Naar de milieustraat.", "now": cast.later}
    write_comment(writer=cast.viewer("owner"), **said)
    run_jobs()
    asker = cast.viewer("colleague")
    merge_questions(thread_id=thread.pk, into_id=kept.pk, merger=asker, now=cast.later)
    run_jobs()
    found = find(cast.viewer("outsider"), Search(q="milieustraat"), cast.later)
    assert [hit.thread_id for hit in found.texts] == [kept.pk]
