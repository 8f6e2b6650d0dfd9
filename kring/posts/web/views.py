"""Writing something, and reading it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.discussion.actions.reading import read_thread
from kring.discussion.actions.threads import Wording, edit_thread
from kring.discussion.queries.conversation import Conversation, conversation
from kring.discussion.queries.merging import merged_from, merged_into
from kring.discussion.queries.reading import news_in
from kring.discussion.rules import may_accept, may_edit, may_write_here
from kring.discussion.web.forms import CommentForm, WantForm
from kring.discussion.web.tray import Tray, tray_of, tray_to_add
from kring.discussion.web.views import done, thread_url
from kring.discussion.web.warnings import is_warned, warn_undescribed, warn_unreached
from kring.groups.access import audience_of
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.receipts import once
from kring.infra.verdict import Refused, Unseen, require
from kring.kit.clock import utcnow
from kring.kit.coaching import coach
from kring.posts.actions import also_want, end_draft, place
from kring.posts.cards import IdeaFacts, PollFacts
from kring.posts.models import Kind
from kring.posts.queries import (
    asked,
    audiences,
    facts_of,
    kinds_offered,
    made_by,
    must_read_of,
    reopenings_of,
    shared_in,
    steps_of,
    voters_of,
)
from kring.posts.rules import may_reply_to_idea
from kring.posts.web.allowed import may_with
from kring.posts.web.forms import EditForm, PostForm
from kring.posts.web.hearing import ASKED, heard, with_suggestion
from kring.posts.web.received import with_shared
from kring.posts.web.scheduling import schedule
from kring.ui.toasts import say

WITH_FACTS = {Kind.IDEA, Kind.POLL, Kind.PRAISE}
SAID = {
    Kind.MESSAGE: lambda: _("Your message is placed."),
    Kind.QUESTION: lambda: _("Your question is asked."),
    Kind.IDEA: lambda: _("Your idea is placed."),
    Kind.POLL: lambda: _("Your poll is open."),
    Kind.PRAISE: lambda: _("Your kudos are placed."),
    Kind.SHOWCASE: lambda: _("Your showcase is placed."),
}


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """The page on which one writes; GET parameters fill it in (kind, title, source, where)."""
    viewer = viewer_of(request)
    if request.method == "POST":
        form = PostForm(request.POST, viewer=viewer)
        tray = form.tray = tray_of(request, viewer, form.key_sent)
        later = "later" in request.POST
        placing = ("place" in request.POST and not _asks_more(request)) or "kind" not in request.POST
        if (placing or later) and not tray.only_tray:
            act = schedule if later else _place
            if form.is_valid() and _is_ready(request, viewer, form) and (done := act(request, viewer, form)):
                return done
            return compose_page(request, viewer, form, status=422)
        # Only the files or a suggestion, or from the small composer to fill in the rest: nothing is placed.
        form = PostForm(initial=with_suggestion(request.POST), viewer=viewer)
        form.tray = tray
        return compose_page(request, viewer, form)
    first = {"kind": Kind.MESSAGE, **with_shared(request.GET.dict())}
    return compose_page(request, viewer, PostForm(initial=first, viewer=viewer))


def _asks_more(request: HttpRequest) -> bool:
    """Whether this came from the small composer, where some kinds do not find all their fields."""
    return "options" not in request.POST and request.POST.get("kind") in {
        Kind.POLL,
        Kind.PRAISE,
        Kind.SHOWCASE,
    }


def compose_page(
    request: HttpRequest, viewer: Viewer, form: PostForm, status: int = 200, waits: datetime | None = None
) -> HttpResponse:
    """The composer around a form, with its tray; `waits` when the text is placed at that moment."""
    kind, kinds = form["kind"].value(), kinds_offered(viewer)
    # Needed by the kinds that show them; where one is not, its label says so.
    for name in ("title", "source", "options", "to"):
        form.fields[name].required = True
    context = {
        "form": form,
        "kind": kind if kind in Kind.values else Kind.MESSAGE,
        "kinds": kinds,
        "audiences": audiences(viewer),
        "where": form["where"].value() or "",
        "tray": form.tray,
        "waits": waits,
        "told": heard(viewer, {name: form[name].value() or "" for name in ASKED}),
        "coaching": coach(form["title"].value() or "", asks=kind == Kind.QUESTION),
    }
    return render(request, "posts/compose.jinja", context, status=status)


def _is_ready(request: HttpRequest, viewer: Viewer, form: PostForm) -> bool:
    """Whether a valid form can be placed: the audience is (still) the writer's, and no warning is new."""
    filled = form.cleaned_data
    try:
        audience_id, _group_id = audience_of(viewer, filled["where"])
    except Unseen:
        form.add_error("where", _("You cannot write there (any more). Choose who reads this."))
        return False
    asks = filled["kind"] == Kind.QUESTION
    return not is_warned(request, form, f"{filled['title']}\n{filled['source']}", audience_id, asks=asks)


def _place(request: HttpRequest, viewer: Viewer, form: PostForm) -> HttpResponse | None:
    """Publish a form that is ready; None when it is refused."""
    filled, now = form.cleaned_data, utcnow()

    def act() -> str:
        thread, text = place(handed=form.handed(), writer=viewer, now=now)
        end_draft(key=form.receipt_key, owner_id=viewer.id)
        warn_unreached(request, text.unreached)
        return str(thread.pk)

    try:
        pk = once(key=form.receipt_key, account_id=viewer.id, now=now, act=act)
    except Refused as refused:
        if filled["kind"] != Kind.PRAISE:
            raise
        form.add_error(None, str(refused.reason))
        return None
    warn_undescribed(request, form.tray.undescribed)
    say(request, SAID[filled["kind"]](), undo=reverse("thread-removal", args=[pk]), draft=filled["draft"])
    return redirect(thread_url(UUID(pk)))


@require_GET
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """A whole conversation; the address of one that went into another leads there."""
    viewer = viewer_of(request)
    try:
        talk = conversation(viewer, thread_id)
    except Unseen:  # a browser keeps the anchor of a comment, which has moved along
        return redirect(thread_url(merged_into(viewer, thread_id)))
    since = read_thread(reader=viewer, thread_id=thread_id, now=utcnow())
    context = _shown(viewer, talk) | {"choose": "choose" in request.GET, "news": news_in(viewer, talk, since)}
    return render(request, "posts/thread.jinja", context)


def _shown(viewer: Viewer, talk: Conversation) -> dict[str, Any]:
    thread_id = talk.thread.id
    question = asked(viewer, thread_id) if talk.thread.kind == Kind.QUESTION else None
    facts = facts_of(viewer, thread_id) if talk.thread.kind in WITH_FACTS else None
    return {
        "talk": talk,
        "facts": facts,
        "steps": steps_of(viewer, thread_id) if isinstance(facts, IdeaFacts) else (),
        "votes": voters_of(viewer, thread_id) if isinstance(facts, PollFacts) and facts.shown else (),
        "may_reply": isinstance(facts, IdeaFacts) and bool(may_reply_to_idea(viewer, talk.thread.standing)),
        "thread": talk.thread,
        "question": question,
        "merged": merged_from(viewer, thread_id) if question else (),
        "reopenings": reopenings_of(viewer, thread_id) if question else (),
        "form": CommentForm(initial={"kind": "answer" if question else "comment"}),
        "tray": Tray(),
        "shared": shared_in(viewer, thread_id),
        "reading": must_read_of(viewer, thread_id, utcnow()) if talk.thread.kind == Kind.MESSAGE else None,
        "made_by": made_by(viewer, thread_id) if talk.thread.kind == Kind.SHOWCASE else "",
        "may_write": may_write_here(talk.thread.standing),
        "may_edit": bool(may_edit(viewer, talk.thread.standing)),
        "may_accept": question is not None and bool(may_accept(viewer, talk.thread.standing)),
        "may": may_with(viewer, talk.thread, question),
        "review_due": bool(question and question.review and question.review.is_due(utcnow().date())),
    }


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Change a text; readers can open what it said before."""
    viewer = viewer_of(request)
    talk = conversation(viewer, thread_id)
    now_there = talk.thread
    require(may_edit(viewer, now_there.standing))
    topics = " ".join(f"#{slug}" for slug, _name in now_there.topics)
    first = {"title": now_there.title, "source": now_there.source, "topics": topics}
    form = EditForm(request.POST or None, initial=first, kind=now_there.kind)
    tray = tray_to_add(request, viewer, len(talk.files.get(None, ())))
    if tray.is_held or not form.is_valid() or _is_edit_warned(request, form, now_there.audience_id):
        context = {"form": form, "thread": now_there, "tray": tray}
        return render(request, "posts/edit.jinja", context, status=tray.status)
    filled = {"title": "", **form.cleaned_data, "files": tray.ids}  # kudos have no title
    minor, wording = filled.pop("minor"), Wording(**filled)
    text = edit_thread(thread_id=thread_id, wording=wording, editor=viewer, now=utcnow(), minor=minor)
    warn_unreached(request, text.unreached)
    warn_undescribed(request, tray.undescribed)
    say(request, _("Your change is placed. Readers can see what it said before."))
    return redirect(thread_url(thread_id))


def _is_edit_warned(request: HttpRequest, form: EditForm, audience_id: UUID) -> bool:
    words = f"{form.cleaned_data.get('title', '')}\n{form.cleaned_data['source']}"
    return is_warned(request, form, words, audience_id)


@require_POST
def want_to_know(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Say "I want to know this too", or take it back."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    if asked(viewer, thread_id) is None:
        raise Unseen
    if not form.is_valid():
        return HttpResponseBadRequest()
    also_want(thread_id=thread_id, wanter=viewer, on=form.cleaned_data["want"], now=utcnow())
    return done(request, thread_url(thread_id))
