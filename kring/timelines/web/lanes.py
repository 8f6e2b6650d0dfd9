"""Rendered cards, and where a list goes on."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import md5
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from django.core.cache import caches
from django.http import HttpRequest, QueryDict
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from kring.kit.cursor import Cursor, decode, encode
from kring.timelines.cards import Card, fold_line
from kring.timelines.queries import Lane, Page
from kring.timelines.rules import Stretch, fold

# Stands in a kept card where the form token comes; the sanitiser lets no comment of a writer through.
PLACE = "<!--form token-->"
KEEP_SECONDS = 7200


def cursor_from(params: QueryDict) -> Cursor | None:
    """Where the page begins, if the address says so and it can be read."""
    return decode(params.get("after", ""))


def more_href(params: QueryDict, page: Page) -> str:
    """The address of older items, with all filters kept; empty at the end."""
    if page.after is None:
        return ""
    kept = {name: value for name, value in params.items() if name != "after"}
    return f"?{urlencode({**kept, 'after': encode(page.after)})}"


def listed(
    request: HttpRequest, page: Page, now: datetime, lane: Lane, before: datetime | None = None
) -> dict[str, Any]:
    """A page of cards for a template: the cards as HTML, and the address of what is older.

    Bursts are folded, except in a lane of one writer or one kind. `fresh` is how many cards are newer than
    the visit `before`, `line_at` how many items stand above the line that says so.
    """
    fresh = len([card for card in page.cards if before is None or card.act > before])
    edge = fresh if before else 0
    folds = not (lane.author_id or lane.person or lane.kind or lane.state or lane.name == "questions")
    stretches = fold(page.cards, edge=edge) if folds else [Stretch((card,)) for card in page.cards]
    whole = iter(items(request, [one.items[0] for one in stretches if not one.by], now))
    return {
        "page": page,
        "items": [folded(one) if one.by else next(whole) for one in stretches],
        "fresh": fresh,
        "line_at": _place_of(edge, stretches),
        "more_href": more_href(request.GET, page),
    }


def _place_of(edge: int, stretches: Sequence[Stretch[Card]]) -> int:
    """How many stretches hold the first `edge` cards."""
    passed = accumulate(len(one.items) for one in stretches)
    return sum(1 for count in passed if count <= edge)


def folded(stretch: Stretch[Card]) -> Markup:
    """What is folded: one line that opens in place, with a short line for each."""
    context = {"text": fold_line(stretch), "cards": stretch.items}
    return Markup(render_to_string("timelines/fold.jinja", context))  # noqa: S704 - our own template made it


def items(request: HttpRequest, cards: Sequence[Card], now: datetime) -> list[Markup]:
    """The cards as HTML, each rendered once for everybody to whom it looks the same.

    The key holds all that a card shows and names no reader; whoever gets here may read the card. The hour
    is in it because a card says how long a question waits. Buttons post through the page's own form; only
    a ballot is a form itself, and its token is put in afterwards.
    """
    cache, moment = caches["cards"], f"{get_language()}:{now:%m%d%H}"
    keys = [_digest(f"{moment}{card._replace(html='', personal=False)!r}") for card in cards]
    found = cache.get_many(keys)
    token = csrf_input(request)  # is made when a ballot needs it
    rendered = []
    for key, card in zip(keys, cards, strict=True):
        item = found.get(key)
        if item is None:
            csrf = Markup(PLACE)  # noqa: S704 - a constant
            item = render_to_string("timelines/item.jinja", {"card": card, "csrf": csrf})
            cache.set(key, item, KEEP_SECONDS)
        whole = item.replace(PLACE, str(token)) if PLACE in item else item
        rendered.append(Markup(whole))  # noqa: S704 - our own template made it
    return rendered


def _digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
