"""Who followed a question that was merged listens to the question that stays."""

import pytest

from kring.posts.actions import also_want, merge_questions
from kring.timelines.models import StreamEntry, Subscription

pytestmark = pytest.mark.django_db


def test_followers_listen_to_the_question_that_stays(cast):
    thread, kept = cast.publish("colleague"), cast.publish("member")
    also_want(thread_id=thread.pk, wanter=cast.viewer("owner"), on=True, now=cast.now)
    asker = cast.viewer("colleague")
    merge_questions(thread_id=thread.pk, into_id=kept.pk, merger=asker, now=cast.later)
    listeners = Subscription.objects.filter(stream=kept.pk).values_list("account", flat=True)
    assert {cast.colleague.pk, cast.owner.pk} <= set(listeners)
    assert not StreamEntry.objects.filter(thread=thread.pk).exists()
