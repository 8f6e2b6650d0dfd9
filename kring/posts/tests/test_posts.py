"""Publishing, and how far a question is."""

import pytest

from kring.discussion.actions.answers import accept_answer, withdraw_answer
from kring.discussion.actions.comments import delete_comment, write_comment
from kring.discussion.actions.threads import Draft
from kring.discussion.models import Thread
from kring.groups.access import EVERYONE_AUDIENCE, readers_of
from kring.groups.actions.founding import archive_group
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen
from kring.posts.actions import also_want
from kring.posts.actions.publishing import open_kind
from kring.posts.queries import asked, audiences
from kring.posts.rules import may_publish

pytestmark = pytest.mark.django_db


def state(cast, thread):
    return asked(cast.viewer("employee"), thread.pk).state


def test_question_goes_from_waiting_to_answered_to_solved_and_back(cast):
    thread = cast.publish("colleague")
    assert state(cast, thread) == "open"
    comment, _text = write_comment(
        thread_id=thread.pk, source="Ja.", kind="answer", writer=cast.viewer("member"), now=cast.later
    )
    assert state(cast, thread) == "answered"
    accept_answer(comment_id=comment.pk, chooser=cast.viewer("colleague"), now=cast.later)
    assert state(cast, thread) == "accepted"
    withdraw_answer(thread_id=thread.pk, chooser=cast.viewer("colleague"), now=cast.later)
    assert state(cast, thread) == "answered"
    delete_comment(comment_id=comment.pk, remover=cast.viewer("member"), now=cast.later)
    assert state(cast, thread) == "open"


def test_also_wanting_counts_once_and_follows(cast):
    thread, wanter = cast.publish("colleague"), cast.viewer("employee")
    for _again in range(2):
        also_want(thread_id=thread.pk, wanter=wanter, on=True, now=cast.later)
    assert asked(wanter, thread.pk).wanted == 1
    also_want(thread_id=thread.pk, wanter=wanter, on=False, now=cast.later)
    assert asked(wanter, thread.pk).wanted == 0


def test_outsider_neither_sees_nor_wants_a_closed_question(cast):
    thread, outsider = cast.publish("owner", "closed"), cast.viewer("outsider")
    assert asked(outsider, thread.pk) is None
    with pytest.raises(Unseen):
        also_want(thread_id=thread.pk, wanter=outsider, on=True, now=cast.later)


def test_archived_group_takes_no_new_thread(cast):
    archive_group(actor=cast.viewer("owner"), group_id=cast.groups["open"].pk, now=cast.later)
    with pytest.raises(Refused):
        cast.publish("owner", "open")
    assert not may_publish(archived=True)


def test_guest_writes_in_the_group_but_not_for_everyone(cast):
    assert cast.publish("guest", "closed").group_id == cast.groups["closed"].pk
    assert all(choice.where for choice in audiences(cast.viewer("guest")))


@pytest.mark.parametrize("role", ["employee", "owner", "guest", "member"])
def test_number_of_readers_is_exact(cast, role):
    for choice in audiences(cast.viewer(role)):
        assert choice.readers == readers_of(choice.audience_id).count()


def test_event_holds_ids_only(cast):
    thread = cast.publish("colleague", title="Geheim woord?", source="Nog een geheim.")
    row = Event.objects.get(name="QuestionAsked")
    assert row.payload == {"thread_id": str(thread.pk), "actor_id": str(cast.colleague.pk)}


def test_a_kind_opens_its_thread_or_nothing(cast):
    """`open_kind` stores a thread only together with what its kind keeps beside it."""
    with pytest.raises(Refused):
        cast.open_poll("colleague", options=("Een",))
    assert not Thread.objects.exists()
    draft = Draft(kind="message", title="", source="Dag.", audience_id=EVERYONE_AUDIENCE)
    thread, _text = open_kind(draft=draft, writer=cast.viewer("employee"), now=cast.now, quiet=False)
    assert Thread.objects.get() == thread
