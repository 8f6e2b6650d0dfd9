"""From an address to what is looked for, and back: filters live in the address and can be shared."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kring.search.queries import KINDS, PERIODS, Narrowed, Results, Search

_NAME = re.compile(r"[\w.-]{1,100}")  # slugs and handles
_LONGEST = 200


@dataclass(frozen=True)
class Lane:
    """One way to look at the results."""

    text: str
    href: str
    current: bool
    count: int


def asked_from(given: QueryDict) -> Search:
    """What the address asks for; anything odd in it counts as not being there."""
    shown = given.get("shown", "")
    kind, period = given.get("kind", ""), given.get("period", "")
    return Search(
        q=" ".join(given.get("q", "").replace("\x00", " ").split())[:_LONGEST],
        kind=kind if kind in KINDS else "",
        narrowed=Narrowed(
            period=period if period in PERIODS else "",
            group=_name(given.get("group", "")),
            topic=_name(given.get("topic", "")),
            author=_name(given.get("author", "")),
        ),
        shown=int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 4 else 0,
    )


def _name(value: str) -> str:
    return value if _NAME.fullmatch(value) else ""


def address(search: Search, shown: int = 0) -> str:
    """The address of a search; `shown` is the number of results when it is more than the usual."""
    narrowed = search.narrowed
    parts = {
        "q": search.q,
        "kind": search.kind,
        "period": narrowed.period,
        "group": narrowed.group,
        "topic": narrowed.topic,
        "author": narrowed.author,
        "shown": str(shown) if shown else "",
    }
    return f"{reverse('search')}?{urlencode({name: value for name, value in parts.items() if value})}"


def lanes(results: Results) -> tuple[Lane, ...]:
    """Everything together, and each kind of which something was found."""
    words = {
        "person": _("People"),
        "question": _("Questions"),
        "message": _("Messages"),
        "idea": pgettext("several", "Ideas"),
        "poll": pgettext("several", "Polls"),
        "praise": pgettext("several", "Kudos"),
        "showcase": pgettext("several", "Showcases"),
        "comment": _("Comments"),
        "group": _("Groups"),
        "topic": _("Topics"),
    }
    asked = results.search
    everything = Lane(_("Everything"), address(replace(asked, kind="")), not asked.kind, results.total)
    return everything, *(
        Lane(words[kind], address(replace(asked, kind=kind)), asked.kind == kind, results.counts.get(kind, 0))
        for kind in KINDS
        if results.counts.get(kind) or asked.kind == kind
    )


def ask_address(q: str) -> str:
    """The composer, with the question as it was typed here."""
    return f"{reverse('compose')}?{urlencode({'kind': 'question', 'title': q})}"
