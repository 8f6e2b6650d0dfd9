"""People in lists of faces, in order of name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.dates import WEEKDAYS

from kring.identity.models import Account
from kring.people import cards, days, paging
from kring.people.cards import PersonCard
from kring.people.models import Expertise

PAGE = 24


@dataclass(frozen=True)
class PersonRow:
    """A person in the grid of faces.

    `works_today` follows from the days somebody told, None when none were told; `back` is the next one.
    """

    card: PersonCard
    place: str = ""
    knows: str = ""
    works_today: bool | None = None
    back: date | None = None

    @property
    def back_day(self) -> str:
        """The weekday of the next working day, in words; "" when no days were told."""
        return str(WEEKDAYS[self.back.weekday()]) if self.back else ""


def rows_of(people: QuerySet[Account], after: str, today: date) -> tuple[tuple[PersonRow, ...], str]:
    """One page of `people` behind the cursor `after`, and the cursor of the next page ("" on the last)."""
    first = Expertise.objects.filter(account=OuterRef("pk")).order_by("at", "id").values("name")[:1]
    found = list(
        people.filter(paging.behind(after))
        .annotate(knows=Subquery(first))
        .order_by("sort_key", "id")
        .values(*cards.fields(), "sort_key", "profile__place__name", "profile__days", "knows")[: PAGE + 1]
    )
    following = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        following = paging.NameCursor(last["sort_key"], last["id"]).encode()
    return tuple(_row(row, today) for row in found[:PAGE]), following


def _row(row: dict[str, object], today: date) -> PersonRow:
    told = str(row["profile__days"] or "")
    return PersonRow(
        card=cards.card(row),
        place=str(row["profile__place__name"] or ""),
        knows=str(row["knows"] or ""),
        works_today=(days.code(today) in days.parse(told)) if told else None,
        back=days.next_day(told, today),
    )
