"""Supporting an idea, and the official replies that bring it further."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kring.discussion.actions.follows import follow_thread
from kring.discussion.actions.texts import prepare
from kring.discussion.actions.threads import raise_version
from kring.discussion.queries.standing import standing_of, thread_for
from kring.groups.access import may_read
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Refused, Unseen, require
from kring.posts import rules
from kring.posts.events import IdeaReplied, IdeaSupported
from kring.posts.models import Idea, IdeaStep, IdeaSupport
from kring.posts.texts import OfficialReply


def support_idea(*, thread_id: UUID, supporter: Viewer, on: bool, now: datetime) -> None:
    """Say or take back "I support this"; saying it follows the idea."""
    with transaction.atomic():
        thread_for(supporter, thread_id)
        idea = _locked(thread_id)
        rows = IdeaSupport.objects.filter(idea=idea, account=supporter.id)
        if on == rows.exists():
            return
        if on:
            IdeaSupport.objects.create(idea=idea, account_id=supporter.id, at=now)
            follow_thread(thread_id=thread_id, follower=supporter, now=now)
        else:
            rows.delete()
        idea.supports = F("supports") + (1 if on else -1)
        idea.save(update_fields=["supports"])
        raise_version(thread_id=thread_id)
        record(IdeaSupported(thread_id=thread_id, actor_id=supporter.id, at=now))


def reply_to_idea(
    *, thread_id: UUID, reply: OfficialReply, replier: Viewer, now: datetime, quiet: bool = False
) -> IdeaStep:
    """Bring an idea to a stage with a reply in one's own name; every earlier reply stays readable.

    Raises Refused for an owner who may not read the idea, Unseen for a result that the replier may not read.
    """
    with transaction.atomic():
        thread = thread_for(replier, thread_id)
        require(rules.may_reply_to_idea(replier, standing_of(replier, thread)))
        idea = _locked(thread_id)
        if reply.owner_id and not may_read([reply.owner_id], thread.audience_id):
            raise Refused(_("The owner of an idea must be somebody who can read it."))
        if reply.result_thread_id:
            thread_for(replier, reply.result_thread_id)
        text = prepare(source=reply.source, audience_id=thread.audience_id, writer=replier, now=now)
        step = IdeaStep.objects.create(
            idea=idea,
            stage=reply.stage,
            source=text.source,
            html=text.html,
            by_id=replier.id,
            at=now,
            result_url=reply.result_url,
            result_thread_id=reply.result_thread_id,
        )
        idea.stage, idea.owner_id, idea.reply_by = reply.stage, reply.owner_id, reply.reply_by
        idea.save(update_fields=["stage", "owner", "reply_by"])
        raise_version(thread_id=thread_id)
        record(IdeaReplied(thread_id=thread_id, actor_id=replier.id, step_id=step.pk, at=now, quiet=quiet))
    return step


def _locked(thread_id: UUID) -> Idea:
    idea = Idea.objects.select_for_update().filter(pk=thread_id).first()
    if idea is None:
        raise Unseen
    return idea
