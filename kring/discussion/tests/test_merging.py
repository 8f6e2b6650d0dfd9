"""What hangs under a thread goes along when it goes into another one."""

import pytest

from kring.discussion.actions.attachments import attach_files
from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.merging import merge_thread
from kring.discussion.actions.pinning import pin_thread
from kring.discussion.queries.attachments import attached
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.merging import merged_into
from kring.discussion.queries.places import pinned
from kring.discussion.tests.make import kept as kept_file
from kring.infra.verdict import Unseen

pytestmark = pytest.mark.django_db


def test_files_and_comments_go_along_and_a_pin_does_not(cast):
    thread, kept = cast.publish("member", "open"), cast.publish("owner", "open")
    author = cast.viewer("member")
    said, _text = write_comment(thread_id=thread.pk, source="Zie het plan.", writer=author, now=cast.later)
    for comment_id in (None, said.pk):
        ids = [kept_file(cast, "member", name="plan.txt")]
        attach_files(thread_id=thread.pk, comment_id=comment_id, ids=ids, owner=author)
    pin_thread(thread_id=thread.pk, pinner=cast.viewer("owner"), now=cast.later)
    thread.refresh_from_db()
    merge_thread(thread=thread, kept=kept, merger=author, now=cast.later)
    reader = cast.viewer("employee")
    assert [one.id for one in conversation(reader, kept.pk).comments] == [said.pk]
    assert set(attached(reader, kept.pk)) == {None, said.pk}
    assert not pinned(reader, cast.groups["open"].pk)
    assert merged_into(reader, thread.pk) == kept.pk
    with pytest.raises(Unseen):
        conversation(reader, thread.pk)
