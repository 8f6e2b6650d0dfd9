"""Writing a message or question, and reading one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.discussion.actions.attachments import attach_files
from kring.discussion.actions.threads import Draft, edit_thread
from kring.discussion.queries.conversation import conversation
from kring.discussion.rules import may_accept, may_edit, may_write_here
from kring.discussion.web.forms import CommentForm, WantForm
from kring.discussion.web.tray import Tray, tray_of
from kring.discussion.web.views import done, thread_url
from kring.discussion.web.warnings import warn_undescribed, warn_unreached
from kring.groups.access import audience_of
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import viewer_of
from kring.infra.receipts import once
from kring.infra.verdict import Unseen, require
from kring.kit.clock import utcnow
from kring.posts.actions import also_want, publish
from kring.posts.models import Kind
from kring.posts.queries import asked, audiences, made_by
from kring.posts.web.forms import EditForm, PostForm
from kring.ui.toasts import say


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """The page on which one writes; GET parameters fill it in (kind, title, source, where)."""
    viewer = viewer_of(request)
    if request.method == "POST":
        form = PostForm(request.POST)
        tray = tray_of(request, viewer, form.key_sent)
        if not tray.only_tray and ("place" in request.POST or "kind" not in request.POST):
            form.tray = tray
            if form.is_valid() and (placed := _place(request, viewer, form)):
                return placed
            return _compose_page(request, viewer, form, status=422)
        # Only the files changed, or it comes from the small composer to choose who reads: nothing is placed.
        form = PostForm(initial=request.POST.dict())
        form.tray = tray
        return _compose_page(request, viewer, form)
    first = {"kind": Kind.MESSAGE, **request.GET.dict()}
    return _compose_page(request, viewer, PostForm(initial=first))


def _compose_page(request: HttpRequest, viewer: Viewer, form: PostForm, status: int = 200) -> HttpResponse:
    kind = form["kind"].value()
    # In the small composer a question finds its own title; here the field is there to be filled in.
    form.fields["title"].required = kind in {Kind.QUESTION, Kind.SHOWCASE}
    context = {
        "form": form,
        "kind": kind if kind in Kind.values else Kind.MESSAGE,
        "audiences": audiences(viewer),
        "where": form["where"].value() or "",
        "tray": form.tray,
    }
    return render(request, "posts/compose.jinja", context, status=status)


def _place(request: HttpRequest, viewer: Viewer, form: PostForm) -> HttpResponse | None:
    """Publish a valid form; None when the chosen audience is not (or no longer) the writer's."""
    filled = form.cleaned_data
    try:
        audience_id, group_id = audience_of(viewer, filled["where"])
    except Unseen:
        form.add_error("where", _("You cannot write there (any more). Choose who reads this."))
        return None

    def act() -> str:
        draft = Draft(
            kind=filled["kind"],
            title=filled["title"],
            source=filled["source"],
            audience_id=audience_id,
            group_id=group_id,
            topics=filled["topics"],
        )
        thread, text = publish(draft=draft, writer=viewer, now=utcnow())
        attach_files(thread_id=thread.pk, comment_id=None, ids=form.tray.ids, owner=viewer)
        warn_unreached(request, text.unreached)
        return str(thread.pk)

    pk = once(key=form.receipt_key, account_id=viewer.id, now=utcnow(), act=act)
    warn_undescribed(request, form.tray.undescribed)
    said = _("Your question is asked.") if filled["kind"] == Kind.QUESTION else _("Your message is placed.")
    say(request, said, undo=reverse("thread-removal", args=[pk]), draft=filled["draft"])
    return redirect(thread_url(UUID(pk)))


@require_GET
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """A whole conversation."""
    viewer = viewer_of(request)
    talk = conversation(viewer, thread_id)
    question = asked(viewer, thread_id) if talk.thread.kind == Kind.QUESTION else None
    context = {
        "talk": talk,
        "thread": talk.thread,
        "question": question,
        "form": CommentForm(initial={"kind": "answer" if question else "comment"}),
        "tray": Tray(),
        "made_by": made_by(viewer, thread_id) if talk.thread.kind == Kind.SHOWCASE else "",
        "may_write": may_write_here(talk.thread.standing),
        "may_edit": bool(may_edit(viewer, talk.thread.standing)),
        "may_accept": question is not None and bool(may_accept(viewer, talk.thread.standing)),
    }
    return render(request, "posts/thread.jinja", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Change a message or question; readers can open what it said before."""
    viewer = viewer_of(request)
    now_there = conversation(viewer, thread_id).thread
    require(may_edit(viewer, now_there.standing))
    topics = " ".join(f"#{slug}" for slug, _name in now_there.topics)
    first = {"title": now_there.title, "source": now_there.source, "topics": topics}
    form = EditForm(request.POST or None, initial=first, kind=now_there.kind)
    if not form.is_valid():
        context = {"form": form, "thread": now_there}
        return render(request, "posts/edit.jinja", context, status=422 if form.is_bound else 200)
    filled = form.cleaned_data
    text = edit_thread(
        thread_id=thread_id,
        title=filled["title"],
        source=filled["source"],
        topics=filled["topics"],
        editor=viewer,
        now=utcnow(),
    )
    warn_unreached(request, text.unreached)
    say(request, _("Your change is placed. Readers can see what it said before."))
    return redirect(thread_url(thread_id))


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
