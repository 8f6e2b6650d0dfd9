"""Departments and places, and where people work: from administrators, directories and imports."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.people import rules
from kring.people.events import PersonPlaced
from kring.people.models import Department, Place, Profile
from kring.people.texts import Placement
from kring.people.words import slug_of


@transaction.atomic
def place_person(*, actor: Viewer | None, person_id: UUID, placement: Placement, now: datetime) -> None:
    """Give somebody a department, place, function and manager; `actor` None is a directory.

    Raises Refused for who is no administrator, Unseen when anything named does not exist.
    """
    if actor is not None:
        require(rules.may_place_people(actor))
    _require_known(person_id, placement)
    Profile.objects.update_or_create(
        account_id=person_id,
        defaults={
            "department_id": placement.department_id,
            "place_id": placement.place_id,
            "function": placement.function,
            "manager_id": placement.manager_id,
        },
    )
    record(PersonPlaced(at=now, account_id=person_id, department_id=placement.department_id))


def _require_known(person_id: UUID, placement: Placement) -> None:
    people = {person_id, placement.manager_id or person_id}
    known = Account.objects.filter(pk__in=people).count() == len(people)
    if placement.department_id:
        known = known and Department.objects.filter(pk=placement.department_id).exists()
    if placement.place_id:
        known = known and Place.objects.filter(pk=placement.place_id).exists()
    if not known:
        raise Unseen


@transaction.atomic
def department_named(*, name: str, slug: str = "", text: str = "", parent_id: UUID | None = None) -> UUID:
    """The id of the department with this slug (from the name when empty); made when missing. For set-up."""
    row, _ = Department.objects.get_or_create(
        slug=slug or slug_of(name), defaults={"name": name[:120], "text": text, "parent_id": parent_id}
    )
    return row.id


@transaction.atomic
def place_named(*, name: str) -> UUID:
    """The id of the building or yard with this name; made when missing. For set-up and imports."""
    row, _ = Place.objects.get_or_create(name=name.strip()[:120])
    return row.id
