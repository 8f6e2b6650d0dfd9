"""Pages about the viewer's own Kring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import public
from kring.infra import push


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """How this person's Kring is set up, each line with the way to change it."""
    return render(request, "shell/settings.jinja", {"has_push": push.is_set_up()})


@public
@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark of the tab, for what looks for it without reading a page."""
    return redirect(static("ui/favicon.svg"))
