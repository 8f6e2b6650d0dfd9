"""Taking the preview of a page elsewhere away from one's own text."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.discussion.actions.previews import remove_preview
from kring.discussion.web.views import thread_url
from kring.identity.web.viewer import viewer_of
from kring.kit.clock import utcnow
from kring.ui.toasts import say


@require_POST
def remove(request: HttpRequest, **text: UUID) -> HttpResponse:
    """Show a thread or comment without the preview; the link in it stays."""
    (text_id,) = text.values()
    place = remove_preview(text_id=text_id, remover=viewer_of(request), now=utcnow())
    say(request, _("The preview is gone. The link in your text is still there."))
    return redirect(thread_url(place, "" if place == text_id else f"c-{text_id}"))
