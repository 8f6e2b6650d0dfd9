"""The search page, and earlier questions for the composer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.kit.coaching import coach
from kring.posts.models import Kind
from kring.posts.rules import TITLE_LENGTH
from kring.search import queries
from kring.search.queries.asked import STEP
from kring.search.web.addresses import address, ask_address, asked_from, lanes


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything that the viewer may know and read, by words; without words a way to begin."""
    asked = asked_from(request.GET)
    if not asked.q:
        return render(request, "search/start.jinja")
    results = queries.find(viewer_of(request), asked, utcnow())
    context = {
        "results": results,
        "search": asked,
        "lanes": lanes(results),
        "more_href": address(asked, results.search.shown + STEP) if results.has_more else "",
        "ask_href": ask_address(asked.q),
        "all_href": address(queries.Search(asked.q)),
    }
    return render(request, "search/results.jinja", context)


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """Pieces of page for the title that somebody types: questions like it, and how it reads."""
    title = request.GET.get("title", "").replace("\x00", " ")[:TITLE_LENGTH]
    asks = request.GET.get("kind") == Kind.QUESTION
    context = {
        "threads": queries.similar_threads(viewer_of(request), title),
        "coaching": coach(title, asks=asks),
        "asks": asks,
    }
    return render(request, "search/similar.jinja", context)
