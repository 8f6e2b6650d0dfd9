"""Asking another site what its page is called, for a text that points at it; and taking that away."""

import logging
import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urldefrag, urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from kring.discussion import rules
from kring.discussion.models import Comment, ItemState, LinkPreview, OutsidePage, Thread
from kring.discussion.queries.previews import preview_for
from kring.discussion.queries.standing import standing_of
from kring.groups.access import is_public
from kring.identity.viewer import Viewer
from kring.infra.fetching import NotFetched, fetch_page
from kring.infra.verdict import Unseen, require
from kring.kit.heads import head_of

log = logging.getLogger("kring.previews")
ASK_AGAIN = timedelta(days=7)
_LINK = re.compile(r'<a href="(https://[^"]+)"', re.IGNORECASE)


def preview_link(*, thread_id: UUID, comment_id: UUID | None, now: datetime) -> None:
    """Give a new text the preview of the first page elsewhere that it points at.

    Only for what every employee may read: an address from a closed group is told to nobody outside it.
    """
    if not settings.LINK_PREVIEWS:
        return
    html, audience_id = _stored(thread_id, comment_id)
    address = first_elsewhere(html)
    of_text = {"comment_id": comment_id} if comment_id else {"thread_id": thread_id}
    if not address or not is_public(audience_id) or LinkPreview.objects.filter(**of_text).exists():
        return
    page = _page(address, now)
    if page.title:
        LinkPreview.objects.get_or_create(**of_text, defaults={"page": page})


def _stored(thread_id: UUID, comment_id: UUID | None) -> tuple[str, UUID]:
    """The HTML and audience of a text as it is by now; empty when it was taken away."""
    rows = Thread.objects.filter(state=ItemState.PUBLISHED)
    if comment_id is None:
        return rows.values_list("html", "audience_id").filter(pk=thread_id).first() or ("", thread_id)
    shown = Comment.objects.filter(pk=comment_id, state=ItemState.PUBLISHED, thread__in=rows)
    return shown.values_list("html", "thread__audience_id").first() or ("", thread_id)


def first_elsewhere(html: str) -> str:
    """The first https address of another site in a stored text, without its fragment; may be empty."""
    ours = {urlsplit(settings.ORIGIN).hostname, *settings.ALLOWED_HOSTS}
    for found in _LINK.finditer(html):
        address = urldefrag(unescape(found[1])).url
        if address.isascii() and address.startswith("https://") and urlsplit(address).hostname not in ours:
            return address
    return ""


def _page(address: str, now: datetime) -> OutsidePage:
    """What is known of a page, asked for at most once a week whether it answered or not."""
    known = OutsidePage.objects.filter(address=address).first()
    if known and known.fetched_at > now - ASK_AGAIN:
        return known
    try:
        words = vars(head_of(fetch_page(address)))
    except NotFetched as reason:
        log.info("no preview: %s", reason)  # never the address: it may say what somebody works on
        words = {"title": "", "site": "", "description": ""}
    page, _made = OutsidePage.objects.update_or_create(address=address, defaults={**words, "fetched_at": now})
    return page


def forget_pages(*, now: datetime) -> int:
    """Forget pages elsewhere that no text has and that may be asked again; returns how many."""
    had = LinkPreview.objects.filter(page=OuterRef("pk"))
    return OutsidePage.objects.filter(~Exists(had), fetched_at__lt=now - ASK_AGAIN).delete()[0]


def remove_preview(*, text_id: UUID, remover: Viewer, now: datetime) -> UUID:
    """Take the preview of one's own thread or comment away for good; returns the id of the thread.

    Raises Unseen when there is none, Refused for anybody but the author.
    """
    with transaction.atomic():
        preview = preview_for(remover, text_id)
        text = preview.comment or preview.thread
        if text is None:
            raise Unseen
        thread = text.thread if isinstance(text, Comment) else text
        require(rules.may_edit(remover, standing_of(remover, thread, text.author_id)))
        preview.removed_at = now
        preview.save(update_fields=["removed_at"])
    return thread.pk
