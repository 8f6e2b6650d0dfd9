"""Placing a whole composer, of whatever kind, now or at the moment that was chosen."""

from datetime import datetime

from django.db import transaction

from kring.discussion.actions.attachments import attach_files
from kring.discussion.actions.texts import Prepared
from kring.discussion.actions.threads import Draft
from kring.discussion.models import Attachment, Thread
from kring.discussion.texts import PICTURE
from kring.groups.access import audience_of
from kring.identity.viewer import Viewer
from kring.infra.verdict import require
from kring.posts.actions.polls import open_poll
from kring.posts.actions.praise import give_praise
from kring.posts.actions.publishing import publish
from kring.posts.models import Kind
from kring.posts.rules import may_show
from kring.posts.texts import Handed


def place(*, handed: Handed, writer: Viewer, now: datetime) -> tuple[Thread, Prepared]:
    """Place a text with its files for the readers that were chosen.

    Raises Unseen when the writer does not (or no longer) write there, Refused with the reason.
    """
    with transaction.atomic():
        audience_id, group_id = audience_of(writer, handed.where)
        draft = Draft(handed.kind, handed.title, handed.source, audience_id, group_id, handed.topics)
        if handed.poll:
            thread, text = open_poll(draft=draft, poll=handed.poll, writer=writer, now=now)
        elif handed.praise:
            thread, text = give_praise(draft=draft, praise=handed.praise, writer=writer, now=now)
        else:
            thread, text = publish(draft=draft, writer=writer, now=now)
        attach_files(thread_id=thread.pk, comment_id=None, ids=handed.files, owner=writer)
        if handed.kind == Kind.SHOWCASE:
            require(may_show(Attachment.objects.filter(thread=thread, kind=PICTURE).count()))
    return thread, text
