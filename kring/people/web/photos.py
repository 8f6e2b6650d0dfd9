"""Photos, for who may see the person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen
from kring.people import photos, queries

KEPT_SECONDS = 3600


@require_safe
def show(request: HttpRequest, photo: UUID, size: int) -> HttpResponse:
    """One size of a photo; only the reader's own browser keeps it, and not for long."""
    if size not in photos.SIZES or not queries.shows_photo(viewer_of(request), photo):
        raise Unseen
    try:
        content = photos.path_of(photo, size).read_bytes()
    except FileNotFoundError as error:  # replaced between the two lines
        raise Unseen from error
    response = HttpResponse(content, content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response
