"""Previews of pages elsewhere, for who reads the text that they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from kring.discussion.models import ItemState, LinkPreview
from kring.groups.access import readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen


@dataclass(frozen=True)
class PreviewCard:
    """What a page elsewhere says of itself, as plain text."""

    address: str
    title: str
    site: str
    description: str

    @property
    def host(self) -> str:
        """Where the link really leads, whatever the page calls itself."""
        return urlsplit(self.address).hostname or ""


def previews_of(viewer: Viewer, thread_id: UUID) -> Mapping[UUID | None, PreviewCard]:
    """The previews of a whole conversation, by comment (None: of the thread itself), in one statement.

    One whose address no longer stands in its text is left out. Without previews here, no statement.
    """
    if not settings.LINK_PREVIEWS:
        return {}
    rows = _readable(viewer).filter(Q(thread=thread_id) | Q(comment__thread=thread_id))
    page = ("page__address", "page__title", "page__site", "page__description")
    html = Coalesce("comment__html", "thread__html")
    return {
        comment: PreviewCard(address, *words)
        for comment, html, address, *words in rows.annotate(html=html).values_list("comment", "html", *page)
        if f'"{address}' in unescape(html)
    }


def preview_for(viewer: Viewer, text_id: UUID) -> LinkPreview:
    """The preview of a thread or comment that the viewer reads; raises Unseen."""
    rows = _readable(viewer).select_related("thread", "comment__thread")
    found = rows.filter(Q(thread=text_id) | Q(comment=text_id)).first()
    if found is None:
        raise Unseen
    return found


def _readable(viewer: Viewer) -> QuerySet[LinkPreview]:
    of_thread = readable_by(viewer, "thread__audience") & Q(thread__state=ItemState.PUBLISHED)
    of_comment = readable_by(viewer, "comment__thread__audience") & Q(
        comment__state=ItemState.PUBLISHED, comment__thread__state=ItemState.PUBLISHED
    )
    return LinkPreview.objects.filter(of_thread | of_comment, removed_at__isnull=True)
