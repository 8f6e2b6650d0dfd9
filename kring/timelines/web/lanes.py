"""Lanes as they stand in an address, and rendered cards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import md5
from urllib.parse import urlencode
from uuid import UUID

from django.core.cache import caches
from django.http import HttpRequest, QueryDict
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from kring.kit.cursor import Cursor, decode, encode
from kring.posts.models import QuestionState
from kring.timelines.cards import Card
from kring.timelines.queries import LANES, Lane, Page

# Stands in a kept card where the form token comes; the sanitiser lets no comment of a writer through.
PLACE = "<!--form token-->"
KEEP_SECONDS = 7200


@dataclass(frozen=True)
class LaneTab:
    """One tab of the strip of lanes."""

    text: str
    href: str
    current: bool
    count: int = 0


def lane_from(params: QueryDict) -> Lane:
    """The lane that an address names; anything unknown is "for me"."""
    name = params.get("lane", "mine")
    state = params.get("state", "")
    return Lane(
        name=name if name in LANES else "mine",
        state=state if name == "questions" and state in QuestionState.values else "",
    )


def filtered_lane_from(params: QueryDict) -> Lane:
    """The lane with all its filters; one that is no id filters nothing away."""
    return replace(
        lane_from(params),
        group_id=_id(params.get("group", "")),
        topic_id=_id(params.get("topic", "")),
        author_id=_id(params.get("author", "")),
    )


def news_href(lane: Lane, now: datetime) -> str:
    """The address that tells how much is new in a lane after `now`."""
    filters = {"group": lane.group_id, "topic": lane.topic_id, "author": lane.author_id}
    asked = {"lane": lane.name, "state": lane.state, **filters, "since": now.isoformat()}
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('live-news')}?{urlencode(kept)}"


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def cursor_from(params: QueryDict) -> Cursor | None:
    """Where the page begins, if the address says so and it can be read."""
    return decode(params.get("after", ""))


def more_href(params: QueryDict, page: Page) -> str:
    """The address of older items, with all filters kept; empty at the end."""
    if page.after is None:
        return ""
    kept = {name: value for name, value in params.items() if name != "after"}
    return f"?{urlencode({**kept, 'after': encode(page.after)})}"


def tabs(lane: Lane) -> list[LaneTab]:
    """The strip of lanes above the timeline."""
    words = {
        "mine": _("For me"),
        "questions": _("Questions"),
        "groups": _("My groups"),
        "all": _("Whole organisation"),
    }
    lanes = [LaneTab(words[name], f"?lane={name}", lane.name == name) for name in LANES]
    return [*lanes, LaneTab(_("Saved"), reverse("bookmarks"), current=False)]


def items(request: HttpRequest, cards: Sequence[Card], now: datetime) -> list[Markup]:
    """The cards as HTML, each rendered once for everybody to whom it looks the same.

    The key holds all that a card shows and names no reader; whoever gets here may read the card. The hour
    is in it because a card says how long a question waits. Buttons post through the page's own form; only
    a ballot is a form itself, and its token is put in afterwards.
    """
    cache, moment = caches["cards"], f"{get_language()}:{now:%m%d%H}"
    keys = [_digest(f"{moment}{replace(card, html='')!r}") for card in cards]
    found = cache.get_many(keys)
    token = str(csrf_input(request))
    rendered = []
    for key, card in zip(keys, cards, strict=True):
        item = found.get(key)
        if item is None:
            csrf = Markup(PLACE)  # noqa: S704 - a constant
            item = render_to_string("timelines/item.jinja", {"card": card, "csrf": csrf})
            cache.set(key, item, KEEP_SECONDS)
        rendered.append(Markup(item.replace(PLACE, token)))  # noqa: S704 - our own template made it
    return rendered


def _digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
