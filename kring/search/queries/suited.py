"""What suits a text that somebody is writing: the group where such things are talked about, and topics."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.db.models.expressions import RawSQL

from kring.groups.access import is_member
from kring.identity.viewer import Viewer
from kring.kit.text import lexemes, query_terms
from kring.search.queries.asked import any_of, two_words
from kring.search.queries.similar import LEAST, found_sql
from kring.topics.models import Topic
from kring.topics.queries import visible_topics

LOOKED_AT = 10  # threads most like the text
FEWEST = 2  # of those in a group, or with a topic, before it is worth a word
SHARE = 0.3  # of the weight of all that were looked at
TOPICS = 3
CANDIDATES = 100
READ = 2000  # characters of a text in which topics are looked for
MOST_LEXEMES = 400

# Also of a group that nobody writes in any more the threads weigh: there it is talked about, not elsewhere.
_ALIKE = f"""{found_sql("true")}
SELECT f.score, g.id, g.slug, g.name, g.archived_at IS NULL,
       ARRAY(SELECT tt.topic_id FROM discussion_threadtopic tt WHERE tt.thread_id = t.id)
  FROM found f
  JOIN discussion_thread t ON t.id = f.id
  LEFT JOIN groups_group g ON g.id = t.group_id
 ORDER BY f.score DESC, t.created_at DESC, t.id DESC
 LIMIT {LOOKED_AT}
"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class SuitedGroup:
    """A group in which the viewer writes; `where` is its slug."""

    where: str
    name: str


@dataclass(frozen=True)
class Suited:
    """What may be offered beside a text; `topics` are slugs, best first."""

    group: SuitedGroup | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Alike:
    score: float
    group_id: UUID | None
    slug: str
    name: str
    is_open: bool
    topics: Sequence[UUID]


def suited(viewer: Viewer, title: str, source: str, *, where: str, has: Collection[str] = ()) -> Suited:
    """The group for a text unless it is `where` already, and at most three topics besides those it `has`.

    From threads that the viewer reads and topics that the viewer may know. At most two statements, none
    without words.
    """
    alike = _alike(viewer, title.strip() or source[:READ].strip().partition("\n")[0])
    group = _group(viewer, alike)
    return Suited(
        group=group if group and group.where != where else None,
        topics=_topics(viewer, title, source, alike, has),
    )


def _alike(viewer: Viewer, words: str) -> list[_Alike]:
    query = two_words(words, alone=1) if len(words) >= LEAST else ""
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"query": query, "tokens": list(viewer.tokens)})
        return [_Alike(*row) for row in cursor.fetchall()]


def _group(viewer: Viewer, alike: Sequence[_Alike]) -> SuitedGroup | None:
    """The group with most weight among those the viewer writes in, if it stands out."""
    weights: dict[SuitedGroup, list[float]] = defaultdict(list)
    for one in alike:
        if one.group_id and one.is_open and is_member(viewer, one.group_id):
            weights[SuitedGroup(one.slug, one.name)].append(one.score)
    if not weights:
        return None
    best, scores = max(weights.items(), key=lambda item: sum(item[1]))
    return best if _stands_out(scores, alike) else None


def _stands_out(scores: Sequence[float], alike: Sequence[_Alike]) -> bool:
    return len(scores) >= FEWEST and sum(scores) >= SHARE * sum(one.score for one in alike)


def _topics(
    viewer: Viewer, title: str, source: str, alike: Sequence[_Alike], has: Collection[str]
) -> tuple[str, ...]:
    """Topics named in the title first, then in the text, then those that several alike threads carry."""
    said = [_lexemes(title), _lexemes(f"{title}\n{source[:READ]}")]
    carried: dict[UUID, list[float]] = defaultdict(list)
    for one in alike:
        for pk in one.topics:
            carried[pk].append(one.score)
    often = [pk for pk, scores in carried.items() if _stands_out(scores, alike)]
    if not said[1] and not often:
        return ()
    places: list[tuple[int, int, str]] = []
    for pk, slug, name in _candidates(viewer, said[1], often):
        named = next((place for place, words in enumerate(said) if _is_named(words, slug, name)), None)
        if slug not in has and (named is not None or pk in often):
            places.append((len(said) if named is None else named, -len(carried.get(pk, ())), slug))
    return tuple(slug for _place, _count, slug in sorted(places)[:TOPICS])


def _lexemes(text: str) -> frozenset[str]:
    """The words of a text with their stems and the parts of compounds, without those that say little."""
    return frozenset(list(dict.fromkeys(lexeme for lexeme, _ in lexemes(text)))[:MOST_LEXEMES])


def _is_named(words: Collection[str], *names: str) -> bool:
    """Whether every word of one of the names is said, in any form of it."""
    terms = [query_terms(name.replace("-", " ")) for name in names]
    return any(all(any(form in words for form in term) for term in name) for name in terms if name)


def _candidates(viewer: Viewer, words: Collection[str], ids: Sequence[UUID]) -> list[tuple[UUID, str, str]]:
    """Id, slug and name of topics with one of these words in the name, or with these ids."""
    named = RawSQL(
        "SELECT n.object_id FROM search_naming n WHERE n.kind = 'topic' AND n.words @@ %s::tsquery",
        [any_of(words, weights="A")],
    )
    rows: Any = Topic.objects.filter(visible_topics(viewer)).filter(Q(pk__in=named) | Q(pk__in=ids))
    rows = rows.annotate(followers=Count("follows")).order_by("-followers", "slug")
    return list(rows.values_list("pk", "slug", "name")[:CANDIDATES])
