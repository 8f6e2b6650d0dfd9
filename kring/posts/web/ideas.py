"""Supporting an idea, and replying to it officially."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.discussion.queries.conversation import conversation
from kring.discussion.web.forms import WantForm
from kring.discussion.web.views import done, thread_url
from kring.identity.web.viewer import viewer_of
from kring.infra.receipts import once
from kring.infra.verdict import Refused, Unseen, require
from kring.kit.clock import utcnow
from kring.posts.actions import reply_to_idea, support_idea
from kring.posts.cards import IdeaFacts
from kring.posts.queries import facts_of
from kring.posts.rules import may_reply_to_idea
from kring.posts.web.replies import ReplyForm
from kring.ui.toasts import say


@require_POST
def support(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say "I support this", or take it back."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    if not isinstance(facts_of(viewer, thread_id), IdeaFacts):
        raise Unseen
    if not form.is_valid():
        return HttpResponseBadRequest()
    support_idea(thread_id=thread_id, supporter=viewer, on=form.cleaned_data["want"], now=utcnow())
    return done(request, thread_url(thread_id))


@require_http_methods(["GET", "POST"])
def steps(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """The form of an official reply; the replies themselves stand on the page of the idea."""
    viewer = viewer_of(request)
    idea, talk = facts_of(viewer, thread_id), conversation(viewer, thread_id)
    if not isinstance(idea, IdeaFacts):
        raise Unseen
    require(may_reply_to_idea(viewer, talk.thread.standing))
    owner = f"@{idea.owner.handle}" if idea.owner else ""
    first = {"stage": idea.stage, "owner": owner, "reply_by": idea.reply_by}
    form = ReplyForm(request.POST or None, initial=first, viewer=viewer)
    if form.is_valid() and _reply(request, thread_id, form):
        say(request, _("Your reply is placed. Who placed or follows this idea hears of it."))
        return redirect(thread_url(thread_id, "steps"))
    status = 422 if form.is_bound else 200
    return render(request, "posts/reply.jinja", {"form": form, "thread": talk.thread}, status=status)


def _reply(request: HttpRequest, thread_id: UUID, form: ReplyForm) -> bool:
    viewer, now = viewer_of(request), utcnow()

    def act() -> str:
        return str(reply_to_idea(thread_id=thread_id, reply=form.reply(), replier=viewer, now=now).pk)

    try:
        once(key=form.receipt_key, account_id=viewer.id, now=now, act=act)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return False
    return True
