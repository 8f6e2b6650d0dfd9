"""What the timeline shows of a conversation that moved, and of one that was kept."""

import pytest

from kring.discussion.actions.bookmarks import keep_thread
from kring.discussion.actions.moving import move_thread
from kring.timelines.models import StreamEntry
from kring.timelines.queries import Lane, page

pytestmark = pytest.mark.django_db


def test_moved_conversation_stands_in_its_new_streams_only(cast):
    thread = cast.publish("member", "open")
    where = cast.groups["closed"].slug
    move_thread(thread_id=thread.pk, where=where, mover=cast.viewer("member"), now=cast.later)
    streams = set(StreamEntry.objects.filter(thread=thread.pk).values_list("stream", flat=True))
    assert streams == {thread.pk, cast.groups["closed"].pk}
    seen = {who: len(page(cast.viewer(who), Lane("all")).cards) for who in ("owner", "employee", "guest")}
    assert seen == {"owner": 1, "employee": 0, "guest": 1}


def test_card_says_whether_this_reader_kept_it(cast):
    thread = cast.publish("colleague")
    keep_thread(thread_id=thread.pk, keeper=cast.viewer("member"), now=cast.later)
    for who, kept in (("member", True), ("employee", False)):
        assert [card.i_keep for card in page(cast.viewer(who), Lane("all")).cards] == [kept]
