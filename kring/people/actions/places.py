"""Departments and places, and where people work: from administrators, directories and imports."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.events import record
from kring.infra.verdict import Unseen, require
from kring.kit.ids import new_id
from kring.people import days, rules
from kring.people.events import PersonPlaced, ProfileChanged
from kring.people.models import Department, Expertise, Place, Profile
from kring.people.texts import BroughtProfile, Placement
from kring.people.words import NAME_LENGTH, slug_of


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
def bring_profile(*, account_id: UUID, profile: BroughtProfile, now: datetime) -> None:
    """Write a whole profile in one go, quietly: for imports and the demo world. Again changes nothing more.

    Departments and places come from `department_named` and `place_named`.
    """
    text = profile.text
    Profile.objects.update_or_create(
        account_id=account_id,
        defaults={
            "function": text.function[:120],
            "about": text.about,
            "private_about": text.private_about,
            "phone": text.phone[:40],
            "days": ",".join(days.parse(text.days)),
            "languages": text.languages[:120],
            "place_id": text.place_id,
            "department_id": profile.department_id,
            "manager_id": profile.manager_id,
            "face": profile.face,
            "onboarded_at": profile.onboarded_at,
        },
    )
    names = {slug_of(name): " ".join(name.split())[:NAME_LENGTH] for name in profile.expertise}
    Expertise.objects.bulk_create(
        [
            Expertise(id=new_id(now), account_id=account_id, slug=slug, name=name, at=now)
            for slug, name in names.items()
            if slug
        ],
        ignore_conflicts=True,
    )
    record(ProfileChanged(at=now, quiet=True, account_id=account_id))


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
