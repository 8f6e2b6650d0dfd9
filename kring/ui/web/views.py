"""The gallery: every component and state on one page, for builders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy
from django.utils import translation
from django.views.decorators.http import require_safe

from kring.ui.web import examples

PAGES = {
    "parts": "ui/gallery.jinja",
    "talk": "ui/gallery_talk.jinja",
    "door": "ui/gallery_door.jinja",
    "narrow": "ui/gallery_narrow.jinja",
    "failed": "ui/failed.jinja",
}


@require_safe
def gallery(request: HttpRequest, page: str) -> HttpResponse:
    """Shows a page of components; `?lang=`, `?mode=` and `?theme=` choose how."""
    if page not in PAGES:
        raise Http404
    language = "en" if request.GET.get("lang") == "en" else "nl"
    with translation.override(language):
        frame = examples.frame(
            language=language,
            mode=request.GET.get("mode", "") if request.GET.get("mode") in ("light", "dark") else "",
            theme="brick" if request.GET.get("theme") == "brick" else "",
        )
        context = examples.context(request.path, frame) | {"csrf_input": csrf_input_lazy(request)}
        # Rendered past the context processors: the gallery has a frame of its own and no viewer.
        html = engines["jinja2"].env.get_template(PAGES[page]).render(context)  # type: ignore[attr-defined]
    return HttpResponse(html)
