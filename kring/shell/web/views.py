"""Pages about the viewer's own Kring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import viewer_of
from kring.timelines.queries import turned_down


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """How this person's Kring is set up, each line with the way to change it."""
    return render(request, "shell/settings.jinja", {"turned_down": turned_down(viewer_of(request))})
