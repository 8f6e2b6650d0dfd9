"""From a composer to a draft."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kring.discussion.web.tray import Tray
from kring.identity.viewer import Viewer
from kring.kit.clock import utcnow
from kring.posts.actions import schedule_draft
from kring.posts.rules import may_wait_until
from kring.posts.web.forms import PostForm
from kring.ui.dates import clock, day
from kring.ui.toasts import say

NOT_TYPED = {"key", "draft"}


def typed_in(sent: QueryDict, tray: Tray | None = None) -> dict[str, str | list[str]]:
    """What stands in the fields of a composer as it was sent, with the files of `tray` if that was read."""
    names = [name for name in PostForm.base_fields if name not in NOT_TYPED and name in sent]
    typed: dict[str, str | list[str]] = {name: str(sent[name]).replace("\0", "") for name in names}
    files = [str(pk) for pk in tray.ids] if tray else sent.getlist("attachment")
    return {**typed, "attachment": [pk.replace("\0", "") for pk in files]}


def schedule(request: HttpRequest, viewer: Viewer, form: PostForm) -> HttpResponse | None:
    """Keep a form that is ready until its moment; None when that is no moment to wait for."""
    now, moment = utcnow(), form.cleaned_data["publish_at"]
    if moment is None:
        form.add_error("publish_at", _("Choose a day and a time."))
    elif not (verdict := may_wait_until(moment, now=now)):
        form.add_error("publish_at", str(verdict.reason))
    else:
        schedule_draft(
            key=form.receipt_key,
            typed=typed_in(request.POST, form.tray),
            handed=form.handed(),
            publish_at=moment,
            writer=viewer,
            now=now,
        )
        sentence = _("This is placed on %(day)s at %(time)s.")
        words = {"day": day(moment), "time": clock(moment)}
        say(request, sentence % words, draft=form.cleaned_data["draft"])
        return redirect("drafts")
    return None
