"""Departments: the tree, and the page of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen, require
from kring.people import rules
from kring.people.models import Department
from kring.people.queries.rows import PersonRow, rows_of


@dataclass(frozen=True)
class DepartmentCard:
    """A part of the organisation, as a link."""

    id: UUID
    slug: str
    name: str
    parent_id: UUID | None = None

    @property
    def url(self) -> str:
        """Address of the department's page."""
        return f"/departments/{self.slug}/"


@dataclass(frozen=True)
class DepartmentNode:
    """A department in the tree; `people` counts those in the parts below it too."""

    card: DepartmentCard
    people: int
    children: "tuple[DepartmentNode, ...]"


@dataclass(frozen=True)
class DepartmentPage:
    """One department: where it stands, what is below it, and who works in it (one page of people)."""

    card: DepartmentCard
    text: str
    path: tuple[DepartmentCard, ...]
    children: tuple[DepartmentNode, ...]
    people: int
    rows: tuple[PersonRow, ...]
    next: str


class Tree:
    """All departments, read at once: there are tens or hundreds, never thousands."""

    def __init__(self, cards: Iterable[DepartmentCard]) -> None:
        self.by_id = {card.id: card for card in cards}
        self.by_slug = {card.slug: card for card in self.by_id.values()}
        self.below: dict[UUID | None, list[DepartmentCard]] = {}
        for card in self.by_id.values():
            self.below.setdefault(card.parent_id, []).append(card)

    def family(self, card: DepartmentCard) -> list[UUID]:
        """The department itself and everything below it."""
        found = [card.id]
        for child in self.below.get(card.id, []):
            found += self.family(child)
        return found

    def path(self, card: DepartmentCard) -> tuple[DepartmentCard, ...]:
        """The departments above, the highest first."""
        if card.parent_id is None:
            return ()
        parent = self.by_id[card.parent_id]
        return (*self.path(parent), parent)

    def nodes(
        self, counts: Mapping[UUID | None, int], parent: UUID | None = None
    ) -> tuple[DepartmentNode, ...]:
        """The departments right below `parent` (None: the top), with numbers of people."""
        found = []
        for card in self.below.get(parent, []):
            children = self.nodes(counts, card.id)
            total = counts.get(card.id, 0) + sum(child.people for child in children)
            found.append(DepartmentNode(card, total, children))
        return tuple(found)


def tree() -> Tree:
    """The whole tree in order of name; one statement."""
    rows = Department.objects.order_by("name", "id").values_list("id", "slug", "name", "parent_id")
    return Tree(DepartmentCard(*row) for row in rows)


def departments_tree(viewer: Viewer) -> tuple[DepartmentNode, ...]:
    """All departments with their numbers of people, for colleagues; two statements."""
    require(rules.may_list_people(viewer))
    return tree().nodes(_counts())


def departments_in_order(viewer: Viewer) -> tuple[tuple[DepartmentCard, int], ...]:
    """All departments as the tree reads, each with its depth; for colleagues."""
    require(rules.may_list_people(viewer))
    return tuple(_flat(tree().nodes({}), 0))


def _flat(nodes: Iterable[DepartmentNode], depth: int) -> Iterable[tuple[DepartmentCard, int]]:
    for node in nodes:
        yield node.card, depth
        yield from _flat(node.children, depth + 1)


def department(viewer: Viewer, slug: str, after: str, today: date) -> DepartmentPage:
    """One department with a page of its own people; four statements.

    Raises Refused for guests, Unseen when there is none with this slug.
    """
    require(rules.may_list_people(viewer))
    every = tree()
    card = every.by_slug.get(slug)
    if card is None:
        raise Unseen
    own = Account.objects.filter(is_active=True, profile__department=card.id)
    rows, following = rows_of(own, after, today)
    counts = _counts()
    return DepartmentPage(
        card=card,
        text=Department.objects.values_list("text", flat=True).get(pk=card.id),
        path=every.path(card),
        children=every.nodes(counts, card.id),
        people=sum(counts.get(one, 0) for one in every.family(card)),
        rows=rows,
        next=following,
    )


def _counts() -> dict[UUID | None, int]:
    people = Account.objects.filter(is_active=True, profile__department__isnull=False)
    grouped = people.order_by().values_list("profile__department").annotate(number=Count("pk"))
    return dict(grouped)


def parts_of(department_id: UUID) -> set[UUID]:
    """A department with all that is below it."""
    found, level = set[UUID](), {department_id}
    while level:
        found |= level
        below = Department.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(below) - found
    return found
