"""One box over everything: people, questions, messages, comments, groups and topics."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from kring.identity.viewer import Viewer
from kring.kit.text import highlight
from kring.search.queries import named
from kring.search.queries.asked import MOST, PERIODS, STEP, TEXT_KINDS, Search, all_words, any_word
from kring.search.queries.hits import Facet, Results, TextHit
from kring.search.queries.names import NOBODY, Names, find_names
from kring.search.queries.passages import Text, Texts, chosen_first, find_texts, nearest_first

FEW = {"person": 3, "group": 2, "topic": 4}  # of each kind when everything is shown together


def find(viewer: Viewer, search: Search, now: datetime) -> Results:
    """What the viewer may know and read that matches; at most nine statements, however much is found.

    Texts come with chosen answers first, then the best matches, the newest first among equals. When
    nothing has all the words, texts with some of them are shown (`loose`).
    """
    search = replace(search, shown=min(max(search.shown, STEP), MOST))
    names = NOBODY if search.narrowed else find_names(viewer, search, _limits(search))
    texts = find_texts(viewer, search, all_words(search.q), chosen_first, now)
    loose = not names.counts and not texts.counts
    if loose:
        texts = find_texts(viewer, search, any_word(search.q), nearest_first, now)
    return Results(
        search=search,
        counts={**names.counts, **texts.counts},
        people=named.people(viewer, names.ids.get("person", ()), search.q),
        texts=_texts(search, texts.best[: search.shown]),
        groups=named.groups(viewer, names.ids.get("group", ()), search.q),
        topics=named.topics(viewer, names.ids.get("topic", ()), search.q),
        periods=_periods(search, texts),
        in_groups=_facets(texts.groups, search.narrowed.group),
        about=_facets(texts.topics, search.narrowed.topic),
        author=named.author(viewer, search.narrowed.author),
        has_more=_has_more(search, names, texts),
        loose=loose and bool(texts.counts),
        capped=texts.capped,
    )


def _limits(search: Search) -> Mapping[str, int]:
    if not search.kind:
        return FEW
    return {} if search.kind in TEXT_KINDS else {search.kind: search.shown}


def _has_more(search: Search, names: Names, texts: Texts) -> bool:
    if search.shown >= MOST:
        return False
    if search.kind in FEW:
        return names.counts.get(search.kind, 0) > search.shown
    return len(texts.best) > search.shown


def _texts(search: Search, found: Sequence[Text]) -> tuple[TextHit, ...]:
    if search.kind in FEW:
        return ()
    return tuple(_marked(one, search.q) for one in found)


def _marked(one: Text, q: str) -> TextHit:
    title = one.title or one.text[:80]
    return TextHit(
        kind=one.kind,
        thread_id=one.thread_id,
        comment_id=one.comment_id,
        accepted=one.accepted,
        at=one.at,
        title=title,
        title_pieces=tuple(highlight(title, q)),
        pieces=tuple(highlight(one.text, q)),
        author=one.author,
        state=one.state,
        holds=one.holds,
        thanks=one.thanks,
        group_name=one.group_name,
        group_kind=one.group_kind,
        member_count=one.member_count,
    )


def _periods(search: Search, texts: Texts) -> tuple[Facet, ...]:
    """The periods in the order of the form; a longer one than the chosen isn't counted."""
    chosen = search.narrowed.period if search.narrowed.period in PERIODS else ""
    order = ("year", "month", "week")
    counted = order[order.index(chosen) :] if chosen else order
    everything = Facet("", "", None, not chosen)
    return everything, *(
        Facet(name, "", texts.periods.get(name, 0) if name in counted else None, name == chosen)
        for name in order
    )


def _facets(rows: Sequence[tuple[str, str, int]], chosen: str) -> tuple[Facet, ...]:
    """What is still possible, and what was chosen even when nothing is left of it."""
    facets = [Facet(value, text, count, value == chosen) for value, text, count in rows]
    if chosen and not any(facet.chosen for facet in facets):
        facets.insert(0, Facet(chosen, chosen, 0, True))
    return tuple(facets)
