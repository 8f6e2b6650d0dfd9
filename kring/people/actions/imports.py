"""Profiles of many people from elsewhere at once, quietly; inside the caller's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kring.infra.events import record
from kring.kit.ids import new_id
from kring.people import days
from kring.people.actions.places import department_named
from kring.people.events import PersonPlaced
from kring.people.models import Department, Expertise, PersonFollow, Profile
from kring.people.texts import BroughtProfile
from kring.people.words import NAME_LENGTH, slug_of


def bring_texts(*, about: Mapping[UUID, str]) -> None:
    """Give each account a profile with this text about the person; one that is there gets the text."""
    Profile.objects.bulk_create(
        [Profile(account_id=pk, about=text) for pk, text in about.items()],
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["about"],
    )


def bring_profiles(*, profiles: Mapping[UUID, BroughtProfile], now: datetime) -> None:
    """Write the profiles and expertise of new accounts."""
    Profile.objects.bulk_create([_profile(pk, told) for pk, told in profiles.items()])
    Expertise.objects.bulk_create(
        [
            Expertise(
                id=new_id(now),
                account_id=pk,
                slug=slug_of(name),
                name=name[:NAME_LENGTH],
                at=now + timedelta(microseconds=number),  # they show in the order in which they were told
            )
            for pk, told in profiles.items()
            for number, name in enumerate(told.expertise)
        ],
        ignore_conflicts=True,
    )


def _profile(account_id: UUID, told: BroughtProfile) -> Profile:
    return Profile(
        account_id=account_id,
        function=told.text.function[:120],
        about=told.text.about,
        private_about=told.text.private_about,
        phone=told.text.phone[:40],
        days=",".join(days.parse(told.text.days)),
        languages=told.text.languages[:120],
        place_id=told.text.place_id,
        department_id=told.department_id,
        manager_id=told.manager_id,
        face=told.face,
        onboarded_at=told.onboarded_at,
    )


def bring_person_follows(*, follows: Iterable[tuple[UUID, UUID]], now: datetime) -> None:
    """Let people follow colleagues: (person, follower) each. Subscriptions are derived by the caller."""
    PersonFollow.objects.bulk_create(
        [PersonFollow(person_id=person, follower_id=follower, at=now) for person, follower in follows],
        ignore_conflicts=True,
    )


def department_called(*, name: str) -> UUID:
    """The id of the department with this name, in capitals or not; made when there is none."""
    known = Department.objects.filter(name__iexact=name).order_by("slug").values_list("pk", flat=True).first()
    return known or department_named(name=name)


@dataclass(frozen=True, kw_only=True)
class StaffPlacement:
    """What a staff list says of where somebody works; None for what it does not say."""

    department_id: UUID
    place_id: UUID | None = None
    function: str | None = None
    phone: str | None = None


def correct_placement(*, account_id: UUID, told: StaffPlacement, now: datetime) -> bool:
    """Let a profile say what the staff list says; tells whether that changed anything."""
    return _correct(account_id, asdict(told), now)


def correct_manager(*, account_id: UUID, manager_id: UUID, now: datetime) -> bool:
    """Let a profile name the manager of the staff list; tells whether that changed anything."""
    return _correct(account_id, {"manager_id": manager_id}, now)


def _correct(account_id: UUID, wanted: Mapping[str, Any], now: datetime) -> bool:
    profile, _made = Profile.objects.get_or_create(account_id=account_id)
    changed = [
        column for column, value in wanted.items() if value is not None and getattr(profile, column) != value
    ]
    if not changed:
        return False
    for column in changed:
        setattr(profile, column, wanted[column])
    profile.save(update_fields=[column.removesuffix("_id") for column in changed])
    record(PersonPlaced(at=now, quiet=True, account_id=account_id, department_id=profile.department_id))
    return True


def managers() -> dict[UUID, UUID]:
    """Who is whose manager: by person, for the people who have one."""
    rows = Profile.objects.filter(manager__isnull=False)
    return dict(rows.values_list("account_id", "manager_id"))
