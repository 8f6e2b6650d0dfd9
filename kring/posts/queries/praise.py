"""Kudos: what may be chosen, who gets them, where they are switched off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kring.discussion.models import ItemState
from kring.groups.access import readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen, require
from kring.people.cards import PersonCard, card, fields
from kring.people.models import Department
from kring.people.queries import departments_in_order, visible_accounts
from kring.people.rules import is_colleague
from kring.posts import rules
from kring.posts.models import Kind, PraiseReceiver, PraiseStop, PraiseValue

NEWEST = 5

# Of `departments` (uuid[]), those for which kudos are switched off: at the top above them.
STOPPED_SQL = """
WITH RECURSIVE above AS (
    SELECT id AS start, id, parent_id FROM people_department WHERE id = ANY(%(departments)s::uuid[])
     UNION ALL
    SELECT a.start, d.id, d.parent_id FROM people_department d JOIN above a ON d.id = a.parent_id
)
SELECT DISTINCT start FROM above JOIN posts_praisestop s ON s.department_id = above.id
"""


def stopped_departments(departments: Iterable[UUID]) -> set[UUID]:
    """Those of the departments for which kudos are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(STOPPED_SQL, {"departments": list(departments)})
        return {pk for (pk,) in cursor.fetchall()}


def kinds_when(*, stopped: bool) -> tuple[str, ...]:
    """The kinds that are offered to somebody for whom kudos are switched off or not."""
    return tuple(kind for kind in Kind.values if not (stopped and kind == Kind.PRAISE))


def kinds_offered(viewer: Viewer) -> tuple[str, ...]:
    """The kinds that the viewer can place."""
    own = [viewer.department_id] if viewer.department_id else []
    return kinds_when(stopped=bool(stopped_departments(own)))


@dataclass(frozen=True)
class PraiseChoices:
    """What can be filled in for kudos: (value, text) each."""

    values: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]


def praise_choices(viewer: Viewer) -> PraiseChoices:
    """Values of the organisation, and departments for who may look through them."""
    values = PraiseValue.objects.filter(ended_at=None).order_by("name").values_list("pk", "name")
    departments = departments_in_order(viewer) if is_colleague(viewer) else ()
    return PraiseChoices(
        values=tuple((str(pk), name) for pk, name in values),
        departments=tuple((str(one.id), "\u2003" * depth + one.name) for one, depth in departments),
    )


def receivers_named(viewer: Viewer, words: Collection[str]) -> tuple[dict[str, UUID], list[str]]:
    """The people that the viewer means by handles or whole names, and the words that name nobody or two."""
    asked = [word.strip().lstrip("@").lower() for word in words if word.strip().lstrip("@")]
    rows = visible_accounts(viewer).filter(is_active=True)
    spelt = Q(handle__in=asked)
    for word in asked:
        spelt |= Q(name__iexact=word)
    people: dict[str, list[UUID]] = {}
    for pk, handle, name in rows.filter(spelt).values_list("pk", "handle", "name") if asked else ():
        people.setdefault(handle, []).append(pk)
        people.setdefault(name.lower(), []).append(pk)
    found = {word: people[word][0] for word in asked if len(people.get(word, ())) == 1}
    return found, [word for word in asked if word not in found]


@dataclass(frozen=True)
class GivenPraise:
    """Kudos on a profile."""

    thread_id: UUID
    html: str
    giver: PersonCard
    value: str
    at: datetime


def praise_to(viewer: Viewer, person_id: UUID) -> tuple[GivenPraise, ...]:
    """The newest kudos for somebody that the viewer may read; one statement, and never a number."""
    rows = PraiseReceiver.objects.filter(
        readable_by(viewer, "praise__thread__audience"),
        account=person_id,
        praise__thread__state=ItemState.PUBLISHED,
    ).order_by("-praise_id")
    path = "praise__thread__"
    told = rows.values(
        "praise_id", f"{path}html", f"{path}created_at", "praise__value__name", *fields(f"{path}author__")
    )
    return tuple(
        GivenPraise(
            thread_id=row["praise_id"],
            html=row[f"{path}html"],
            giver=card(row, f"{path}author__"),
            value=row["praise__value__name"] or "",
            at=row[f"{path}created_at"],
        )
        for row in told[:NEWEST]
    )


@dataclass(frozen=True)
class Entity:
    """A legal entity: a department at the top of the tree."""

    slug: str
    name: str
    is_on: bool


def praise_settings(viewer: Viewer) -> tuple[tuple[tuple[UUID, str], ...], tuple[Entity, ...]]:
    """Values that are offered, and entities with their switch; for administrators."""
    require(rules.may_arrange_praise(viewer))
    values = PraiseValue.objects.filter(ended_at=None).order_by("name").values_list("pk", "name")
    off = set(PraiseStop.objects.values_list("department_id", flat=True))
    tops = Department.objects.filter(parent=None).order_by("name").values_list("pk", "slug", "name")
    return tuple(values), tuple(Entity(slug, name, pk not in off) for pk, slug, name in tops)


def entity_with_slug(viewer: Viewer, slug: str) -> UUID:
    """The id of a legal entity, for administrators; raises Unseen when there is none with this slug."""
    require(rules.may_arrange_praise(viewer))
    found = Department.objects.filter(parent=None, slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise Unseen
    return found
