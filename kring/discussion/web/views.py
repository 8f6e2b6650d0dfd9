"""What somebody does in a conversation: comment, react, follow, remove, report."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.discussion.actions import answers, comments, follows, reactions, threads
from kring.discussion.actions.attachments import attach_files
from kring.discussion.queries.attachments import attached, removals
from kring.discussion.queries.history import history, reactors
from kring.discussion.queries.standing import comment_for, standing_of, thread_for
from kring.discussion.rules import may_edit
from kring.discussion.web.forms import CommentEditForm, CommentForm, ReactionForm, WantForm
from kring.discussion.web.tray import Tray, tray_of, tray_to_add
from kring.discussion.web.warnings import is_warned, warn_undescribed, warn_unreached
from kring.identity.web.viewer import viewer_of
from kring.infra.receipts import once
from kring.infra.returning import sent
from kring.infra.verdict import require
from kring.kit.clock import utcnow
from kring.ui.toasts import say


def thread_url(thread_id: UUID, anchor: str = "") -> str:
    """Address of a thread, at a comment when `anchor` names one."""
    return reverse("thread", args=[thread_id]) + (f"#{anchor}" if anchor else "")


def done(request: HttpRequest, address: str) -> HttpResponse:
    """The answer to a button: nothing to show with script, the page again without."""
    return HttpResponse(status=204) if request.htmx else redirect(address)  # type: ignore[attr-defined]


@require_POST
def comment(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Place a comment or answer; a text that could not be placed comes back in its form."""
    viewer, form = viewer_of(request), CommentForm(request.POST)
    audience = thread_for(viewer, thread_id).audience_id
    tray = tray_of(request, viewer, form.key_sent)
    held = tray.is_held or not form.is_valid()
    if held or is_warned(request, form, form.cleaned_data["source"], audience):
        context = {"form": form, "thread_id": thread_id, "tray": tray}
        return render(request, "discussion/comment_form.jinja", context, status=tray.status)

    pk = once(
        key=form.receipt_key,
        account_id=viewer.id,
        now=utcnow(),
        act=lambda: _write(request, thread_id, form, tray),
    )
    warn_undescribed(request, tray.undescribed)
    say(
        request,
        _("Your text is placed."),
        undo=reverse("comment-removal", args=[pk]),
        draft=f"comment-{thread_id}",
    )
    return redirect(thread_url(thread_id, f"c-{pk}"))


def _write(request: HttpRequest, thread_id: UUID, form: CommentForm, tray: Tray) -> str:
    row, text = comments.write_comment(
        thread_id=thread_id,
        source=form.cleaned_data["source"],
        kind=form.cleaned_data["kind"] or "comment",
        parent_id=form.cleaned_data["parent"],
        writer=viewer_of(request),
        now=utcnow(),
    )
    attach_files(thread_id=thread_id, comment_id=row.pk, ids=tray.ids, owner=viewer_of(request))
    warn_unreached(request, text.unreached)
    return str(row.pk)


@require_http_methods(["GET", "POST"])
def edit_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Change a comment."""
    viewer = viewer_of(request)
    row = comment_for(viewer, comment_id)
    require(may_edit(viewer, standing_of(viewer, row.thread, row.author_id)))
    form = CommentEditForm(request.POST or None, initial={"source": row.source})
    audience = row.thread.audience_id
    tray = tray_to_add(request, viewer, len(attached(viewer, row.thread_id).get(comment_id, ())))
    held = tray.is_held or not form.is_valid()
    if held or is_warned(request, form, form.cleaned_data["source"], audience):
        context = {"form": form, "comment_id": comment_id, "thread_id": row.thread_id, "tray": tray}
        return render(request, "discussion/comment_edit.jinja", context, status=tray.status)
    filled = {**form.cleaned_data, "files": tray.ids}
    text = comments.edit_comment(comment_id=comment_id, editor=viewer, now=utcnow(), **filled)
    warn_unreached(request, text.unreached)
    warn_undescribed(request, tray.undescribed)
    say(request, _("Your change is placed. Readers can see what it said before."))
    return redirect(thread_url(row.thread_id, f"c-{comment_id}"))


@require_POST
def remove_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Take a comment away, with the way back in a toast."""
    viewer = viewer_of(request)
    thread_id = comment_for(viewer, comment_id).thread_id
    comments.delete_comment(comment_id=comment_id, remover=viewer, now=utcnow())
    say(
        request,
        _("Removed. You can bring it back for 30 days."),
        undo=reverse("comment-return", args=[comment_id]),
    )
    return redirect(thread_url(thread_id))


@require_POST
def return_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Bring a comment back."""
    thread_id = comments.restore_comment(comment_id=comment_id, restorer=viewer_of(request), now=utcnow())
    say(request, _("It is back."))
    return redirect(thread_url(thread_id, f"c-{comment_id}"))


@require_POST
def remove_thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Take a whole conversation away, with the way back in a toast."""
    threads.delete_thread(thread_id=thread_id, remover=viewer_of(request), now=utcnow())
    say(
        request,
        _("Removed. You can bring it back for 30 days."),
        undo=reverse("thread-return", args=[thread_id]),
    )
    return redirect("home")


@require_POST
def return_thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Bring a conversation back."""
    threads.restore_thread(thread_id=thread_id, restorer=viewer_of(request), now=utcnow())
    say(request, _("It is back."))
    return redirect(thread_url(thread_id))


@require_POST
def react(request: HttpRequest, thread_id: UUID, comment_id: UUID | None = None) -> HttpResponse:
    """Give or take back one of the five words."""
    viewer, form = viewer_of(request), ReactionForm(sent(request))
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    kind = form.cleaned_data["kind"] if form.cleaned_data["want"] else ""
    reactions.react(thread_id=thread_id, comment_id=comment_id, kind=kind, reactor=viewer, now=utcnow())
    return done(request, thread_url(thread_id, f"c-{comment_id}" if comment_id else ""))


@require_GET
def who_reacted(request: HttpRequest, thread_id: UUID, comment_id: UUID | None = None) -> HttpResponse:
    """The names behind the numbers, for readers."""
    found = reactors(viewer_of(request), thread_id, comment_id)
    return render(request, "discussion/reactors.jinja", {"reactors": found, "thread_id": thread_id})


@require_GET
def show_history(request: HttpRequest, thread_id: UUID, comment_id: UUID | None = None) -> HttpResponse:
    """Earlier versions."""
    viewer = viewer_of(request)
    context = {
        "versions": history(viewer, thread_id, comment_id),
        "removals": removals(viewer, thread_id, comment_id),
        "thread_id": thread_id,
    }
    return render(request, "discussion/history.jinja", context)


@require_POST
def follow(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Follow a thread or stop following."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"]:
        follows.follow_thread(thread_id=thread_id, follower=viewer, now=utcnow(), even_if_muted=True)
    else:
        follows.unfollow_thread(thread_id=thread_id, follower=viewer, now=utcnow())
    return done(request, thread_url(thread_id))


@require_POST
def accept(request: HttpRequest, thread_id: UUID, comment_id: UUID) -> HttpResponse:
    """Choose the answer that helped, or take the choice back."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    thread_for(viewer, thread_id)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["want"]:
        answers.accept_answer(comment_id=comment_id, chooser=viewer, now=utcnow())
        say(request, _("Good that this helped. Everyone who reads the question sees it."))
    else:
        answers.withdraw_answer(thread_id=thread_id, chooser=viewer, now=utcnow())
    return redirect(thread_url(thread_id, f"c-{comment_id}"))
