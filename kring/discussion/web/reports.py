"""Reporting a text, and the list for whoever decides."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kring.discussion.actions.reports import report, settle_report
from kring.discussion.queries.reports import report_for, reports
from kring.discussion.queries.standing import comment_for, thread_for
from kring.discussion.web.forms import ReportForm, WantForm
from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.ui.toasts import say


@require_http_methods(["GET", "POST"])
def report_text(request: HttpRequest, thread_id: UUID, comment_id: UUID | None = None) -> HttpResponse:
    """Ask somebody to look at a thread or comment."""
    viewer = viewer_of(request)
    thread = thread_for(viewer, thread_id)
    if comment_id is not None:
        comment_for(viewer, comment_id)
    form = ReportForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "thread": thread, "comment_id": comment_id}
        return render(request, "discussion/report.jinja", context, status=422 if form.is_bound else 200)
    report(
        thread_id=thread_id,
        comment_id=comment_id,
        reason=form.cleaned_data["reason"],
        reporter=viewer,
        now=utcnow(),
    )
    say(request, _("Thank you. Somebody looks at it soon."))
    return redirect(thread_url(thread_id))


@require_GET
def list_reports(request: HttpRequest) -> HttpResponse:
    """Open reports in the places the viewer watches over."""
    return render(request, "discussion/reports.jinja", {"reports": list(reports(viewer_of(request)))})


@require_POST
def settle(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keep the text, or hide it (`want` 1)."""
    viewer, form = viewer_of(request), WantForm(request.POST)
    report_for(viewer, report_id)
    hide = form.is_valid() and form.cleaned_data["want"]
    settle_report(report_id=report_id, hide=hide, settler=viewer, now=utcnow())
    say(request, _("The text is hidden.") if hide else _("The text stays."))
    return redirect("reports")
