"""Rendered cards, and where a list goes on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import md5
from typing import Any
from urllib.parse import urlencode

from django.core.cache import caches
from django.http import HttpRequest, QueryDict
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from kring.kit.cursor import Cursor, decode, encode
from kring.timelines.cards import Card
from kring.timelines.queries import Page

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


def listed(request: HttpRequest, page: Page, now: datetime) -> dict[str, Any]:
    """A page of cards for a template: the cards as HTML, and the address of what is older."""
    return {
        "page": page,
        "items": items(request, page.cards, now),
        "more_href": more_href(request.GET, page),
    }


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
