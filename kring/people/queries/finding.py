"""Finding colleagues: the list of faces with its filters, who knows about a subject, suggestions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.verdict import require
from kring.people import cards, days, rules
from kring.people.cards import PersonCard
from kring.people.models import Expertise
from kring.people.queries.departments import DepartmentNode, Tree, tree
from kring.people.queries.rows import PersonRow, rows_of
from kring.people.queries.visible import named, visible_accounts, with_words, words_of

SUGGESTED = 8
SUBJECTS = 8
EXPERTS = 3
MEANINGFUL = 3  # letters; shorter words would make an expert of everybody


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """What somebody looks for. Within a filter any will do, together they all must hold.

    `departments` and `expertise` are slugs, `places` names; `here_today` asks for who works on `today`.
    """

    today: date
    q: str = ""
    departments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    here_today: bool = False


@dataclass(frozen=True)
class PeoplePage:
    """One page of the list of faces; `total` counts everybody who fits."""

    rows: tuple[PersonRow, ...]
    total: int
    next: str


@dataclass(frozen=True)
class Facet:
    """One choice of a filter, with how many people it would leave."""

    value: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facets:
    """The choices that are still possible."""

    departments: tuple[Facet, ...]
    places: tuple[Facet, ...]
    expertise: tuple[Facet, ...]
    today: int


@dataclass(frozen=True)
class Expert:
    """Somebody who says to know about what was asked, with the words that fit."""

    card: PersonCard
    subjects: tuple[str, ...]


def people(viewer: Viewer, wanted: PeopleFilter, after: str = "") -> PeoplePage:
    """Colleagues who fit, by name; three statements. Raises Refused for guests."""
    require(rules.may_list_people(viewer))
    fitting = _fitting(viewer, wanted, _conditions(wanted, tree()))
    rows, following = rows_of(fitting, after, wanted.today)
    return PeoplePage(rows=rows, total=fitting.count(), next=following)


def facets(viewer: Viewer, wanted: PeopleFilter) -> Facets:
    """What each filter still offers, counted under all other filters; five statements."""
    require(rules.may_list_people(viewer))
    every = tree()
    conditions = _conditions(wanted, every)

    def without(name: str) -> QuerySet[Account]:
        return _fitting(viewer, wanted, {key: q for key, q in conditions.items() if key != name})

    here = days.code(wanted.today)
    return Facets(
        departments=_department_facets(without("departments"), every, wanted.departments),
        places=_place_facets(without("places"), wanted.places),
        expertise=_expertise_facets(without("expertise"), wanted.expertise),
        today=without("today").filter(profile__days__contains=here).count() if here else 0,
    )


def _fitting(viewer: Viewer, wanted: PeopleFilter, conditions: dict[str, Q]) -> QuerySet[Account]:
    fitting = with_words(visible_accounts(viewer)).filter(is_active=True)
    for word in words_of(wanted.q):
        fitting = fitting.filter(named(word) | _knows(word) | Q(profile__function__icontains=word))
    for condition in conditions.values():
        fitting = fitting.filter(condition)
    return fitting


def _conditions(wanted: PeopleFilter, every: Tree) -> dict[str, Q]:
    chosen: dict[str, Q] = {}
    if wanted.departments:
        cards_ = [every.by_slug[slug] for slug in wanted.departments if slug in every.by_slug]
        family = [one for card in cards_ for one in every.family(card)]
        chosen["departments"] = Q(profile__department__in=family)
    if wanted.places:
        chosen["places"] = Q(profile__place__name__in=wanted.places)
    if wanted.expertise:
        chosen["expertise"] = Q(Exists(_own_expertise().filter(slug__in=wanted.expertise)))
    if wanted.here_today:
        here = days.code(wanted.today)
        chosen["today"] = Q(profile__days__contains=here) if here else Q(pk__in=[])
    return chosen


def _own_expertise() -> QuerySet[Expertise]:
    return Expertise.objects.filter(account=OuterRef("pk"))


def _slug_words(path: str) -> Func:
    return Func(F(path), template="('-' || %(expressions)s)", output_field=TextField())


def _knows(word: str) -> Exists:
    words = _own_expertise().alias(slug_words=_slug_words("slug"))
    return Exists(words.filter(slug_words__contains=f"-{word}"))


def _department_facets(fitting: QuerySet[Account], every: Tree, chosen: tuple[str, ...]) -> tuple[Facet, ...]:
    grouped = fitting.order_by().values_list("profile__department").annotate(number=Count("pk"))
    return tuple(_offered(every.nodes(dict(grouped)), set(chosen)))


def _offered(nodes: Iterable[DepartmentNode], chosen: set[str]) -> Iterable[Facet]:
    """The top, and below a chosen department its parts; what would leave nobody is left out."""
    for node in nodes:
        is_chosen = node.card.slug in chosen
        if node.people or is_chosen:
            yield Facet(node.card.slug, node.card.name, node.people, is_chosen)
        below = list(_offered(node.children, chosen))
        yield from (below if is_chosen else [facet for facet in below if facet.chosen])


def _place_facets(fitting: QuerySet[Account], chosen: tuple[str, ...]) -> tuple[Facet, ...]:
    grouped = (
        fitting.filter(profile__place__isnull=False)
        .order_by("profile__place__name")
        .values_list("profile__place__name")
        .annotate(number=Count("pk"))
    )
    found = [Facet(name, name, number, name in chosen) for name, number in grouped]
    offered = {facet.value for facet in found}
    return (*found, *(Facet(name, name, 0, True) for name in chosen if name not in offered))


def _expertise_facets(fitting: QuerySet[Account], chosen: tuple[str, ...]) -> tuple[Facet, ...]:
    grouped = (
        Expertise.objects.filter(account__in=fitting.order_by().values("pk"))
        .values("slug")
        .annotate(
            number=Count("account"),
            shown=Min("name"),
            picked=Case(When(slug__in=chosen, then=Value(1)), default=Value(0), output_field=IntegerField()),
        )
        .order_by("-picked", "-number", "slug")[:SUBJECTS]
    )
    return tuple(Facet(row["slug"], row["shown"], row["number"], bool(row["picked"])) for row in grouped)


def experts(viewer: Viewer, text: str) -> tuple[Expert, ...]:
    """At most three people who say to know about `text`, most fitting words first; one statement.

    Raises Refused for guests.
    """
    require(rules.may_list_people(viewer))
    words = [word for word in words_of(text) if len(word) >= MEANINGFUL]
    if not words:
        return ()
    fits = Q()
    for word in words:
        fits |= Q(slug_words__contains=f"-{word}")
    found = (
        visible_accounts(viewer)
        .filter(is_active=True)
        .alias(slug_words=_slug_words("expertise__slug"))
        .filter(fits)
        .values(*cards.fields(), "sort_key")
        .annotate(
            subjects=ArrayAgg("expertise__name", order_by="expertise__name"), fitting=Count("expertise")
        )
        .order_by("-fitting", "sort_key")[:EXPERTS]
    )
    return tuple(Expert(cards.card(row), tuple(row["subjects"])) for row in found)


def suggested_people(viewer: Viewer, prefix: str, among: Q | None = None) -> tuple[PersonCard, ...]:
    """Active people whose name begins with what was typed after the @; one statement.

    First names go first. `among` narrows the accounts further, to the readers of a text.
    """
    words = words_of(prefix.replace(".", " "))
    if not words:
        return ()
    fitting = with_words(visible_accounts(viewer)).filter(among or Q(), is_active=True)
    for word in words:
        fitting = fitting.filter(named(word))
    first = Case(
        When(handle__startswith=words[0], then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = fitting.order_by(first, "sort_key", "id").values(*cards.fields())[:SUGGESTED]
    return tuple(cards.card(row) for row in rows)
