"""A notice about a conversation that moved is for those who can still read it."""

import pytest

from kring.discussion.actions.moving import move_thread
from kring.notifications.queries import notices
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def test_mention_vanishes_with_the_right_to_read(cast):
    source = f"Kijk @{cast.employee.handle} en @{cast.owner.handle}."
    thread = cast.publish("member", "open", source=source)
    run_jobs()
    told = {who: len(notices(cast.viewer(who)).notices) for who in ("employee", "owner")}
    assert told == {"employee": 1, "owner": 1}
    where = cast.groups["closed"].slug
    move_thread(thread_id=thread.pk, where=where, mover=cast.viewer("member"), now=cast.later)
    told = {who: len(notices(cast.viewer(who)).notices) for who in ("employee", "owner")}
    assert told == {"employee": 0, "owner": 1}
