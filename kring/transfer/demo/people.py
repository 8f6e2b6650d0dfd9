"""The people of the demo world: those with a story, and colleagues around them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password

from kring.identity.actions import grant_role
from kring.identity.imports import BroughtPerson, bring_people
from kring.identity.models import AccountKind
from kring.kit.ids import new_id
from kring.kit.names import PersonName, split_name
from kring.people.actions import department_named, place_named
from kring.people.actions.imports import bring_profiles
from kring.people.texts import BroughtProfile, ProfileText
from kring.transfer.demo.building import Resident, Site
from kring.transfer.demo.content import Department, Person
from kring.transfer.demo.sign_ins import DEMO_SIGN_INS, DOMAIN, PASSWORD

_WEEKS: Final = ("ma,di,wo,do", "ma,di,do,vr", "ma,di,wo,do,vr", "di,wo,do", "ma,wo,do,vr", "ma,di,do")
_TONGUES: Final = ("", "", "Engels", "Engels, Duits", "Fries", "Turks", "Arabisch", "Pools", "Sranantongo")
_FACED = 0.5  # such a part of the colleagues chose a drawn face; the others show initials
_NEW_EVERY = 45  # one in so many colleagues began only just
_LEADERS = ("manager", "hoofd", "directeur", "gemeentesecretaris", "coördinator", "griffier")


@dataclass(frozen=True)
class _Hired:
    """Somebody who is about to get an account."""

    id: UUID
    person: Person
    days_here: int

    @property
    def is_new(self) -> bool:
        """Whether the first steps are still to come."""
        return self.person.cast == "newcomer" or self.days_here < 10


def build_people(site: Site) -> None:
    """Departments, places, accounts, profiles and roles."""
    places = {name: place_named(name=name) for name in site.world.places}
    for row in site.world.departments:
        site.departments[row.slug] = department_named(
            name=row.name, slug=row.slug, text=row.text, parent_id=site.departments.get(row.parent)
        )
    site.progress("Demo: people", 0, 2)
    hired = [_hire(site, person) for person in [*site.world.people, *_colleagues(site)]]
    handles = bring_people(people=_accounts(site, hired))
    site.residents += [_resident(one, handles[one.id]) for one in hired]
    site.progress("Demo: people", 1, 2)
    leaders = _leading(site, hired)
    bring_profiles(profiles={one.id: _profile(site, one, places, leaders) for one in hired}, now=site.now)
    for sign_in in DEMO_SIGN_INS:
        for role in sign_in.roles:
            grant_role(account_id=site.named[sign_in.slug].id, role=role, by=None, now=site.now)
    site.progress("Demo: people", 2, 2)


def _colleagues(site: Site) -> Iterator[Person]:
    """Colleagues without a story, until every department has its size."""
    taken = {PersonName(one.first, one.prefix, one.last).full for one in site.world.people}
    for department in site.world.departments:
        there = [one for one in site.world.people if one.department == department.slug]
        for _number in range(department.size - len(there)):
            yield _colleague(site, department, there, taken)


def _colleague(site: Site, department: Department, there: list[Person], taken: set[str]) -> Person:
    chance = site.chance
    full = ""
    while not full or full in taken:
        full = f"{chance.choice(site.world.first_names)} {chance.choice(site.world.last_names)}"
    taken.add(full)
    name = split_name(full)
    tongue = chance.choice(_TONGUES)
    faces = site.world.faces.get(name.first, ())
    known = min(chance.randint(0, 3), len(department.expertise))
    return Person(
        slug="",
        first=name.first,
        prefix=name.prefix,
        last=name.last,
        department=department.slug,
        function=chance.choice(department.functions),
        place=chance.choice(there).place if there else site.world.places[0],
        face=chance.choice(faces) if faces and chance.random() < _FACED else "",
        about="",
        private="",
        days=chance.choice(_WEEKS),
        kind=AccountKind.EMPLOYEE,
        expertise=tuple(chance.sample(department.expertise, known)),
        languages=("Nederlands", tongue) if tongue else ("Nederlands",),
    )


def _hire(site: Site, person: Person) -> _Hired:
    chance = site.chance
    if person.cast == "newcomer":
        days = 6
    elif not person.slug and chance.randrange(_NEW_EVERY) == 0:
        days = chance.randint(2, 40)
    else:
        days = chance.randint(90, 9_000) if person.kind == AccountKind.EMPLOYEE else chance.randint(70, 200)
    return _Hired(new_id(site.now - timedelta(days=days)), person, days)


def _accounts(site: Site, hired: list[_Hired]) -> list[BroughtPerson]:
    password = make_password(PASSWORD)  # once: a slow hash, and the same word for the whole cast
    named = [_account(site, one, password) for one in hired if one.person.slug]
    others = [_account(site, one, "") for one in hired if not one.person.slug]
    return [*named, *(replace(one, email=f"{one.name.handle}@{DOMAIN}") for one in others)]


def _account(site: Site, one: _Hired, password: str) -> BroughtPerson:
    person = one.person
    is_guest = person.kind == AccountKind.GUEST
    return BroughtPerson(
        id=one.id,
        name=PersonName(person.first, person.prefix, person.last),
        joined_at=site.now - timedelta(days=one.days_here),
        email=f"{person.slug}@{DOMAIN}",
        kind=person.kind,
        is_active=True,
        password=password if person.cast else "",
        until=(site.now + timedelta(days=150)).date() if is_guest else None,
    )


def _resident(one: _Hired, handle: str) -> Resident:
    person = one.person
    return Resident(
        id=one.id,
        handle=handle,
        department=person.department,
        slug=person.slug,
        cast=person.cast,
        is_guest=person.kind == AccountKind.GUEST,
    )


def _leading(site: Site, hired: list[_Hired]) -> dict[str, UUID]:
    """Who leads each department: somebody whose function says so, else the first there."""
    leaders = {}
    for department in site.world.departments:
        there = [one for one in hired if one.person.department == department.slug and not one.person.left]
        told = [one for one in there if any(word in one.person.function.lower() for word in _LEADERS)]
        leaders[department.slug] = (told or there)[0].id
    return leaders


def _profile(site: Site, one: _Hired, places: dict[str, UUID], leaders: dict[str, UUID]) -> BroughtProfile:
    person = one.person
    return BroughtProfile(
        text=ProfileText(
            function=person.function,
            about=person.about,
            private_about=person.private,
            days=person.days,
            languages=", ".join(person.languages),
            place_id=places.get(person.place),
        ),
        department_id=site.departments.get(person.department),
        manager_id=_manager(site, one, leaders),
        face=person.face,
        expertise=person.expertise,
        onboarded_at=None if one.is_new else site.now - timedelta(days=one.days_here - 1),
    )


def _manager(site: Site, one: _Hired, leaders: dict[str, UUID]) -> UUID | None:
    """The leader of the department; a leader's own is that of the department above, at the top nobody's."""
    parents = {row.slug: row.parent for row in site.world.departments}
    department = one.person.department
    while department and leaders[department] == one.id:
        department = parents[department]
    return leaders[department] if department else None
