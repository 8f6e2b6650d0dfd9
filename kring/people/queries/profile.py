"""One person: the profile, the own one for editing, and what the first visit proposes."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.people import cards, days, rules
from kring.people.cards import PersonCard
from kring.people.models import Expertise, PersonFollow, Place, Profile
from kring.people.queries.departments import DepartmentCard
from kring.people.queries.visible import visible_accounts
from kring.people.texts import Placement, ProfileText

TEAM = 5
IDEAS = 6
TO_FOLLOW = 4
_ACCOUNT = ("email", "joined_at", "until")
_PROFILE = ("about", "private_about", "phone", "days", "languages", "place__name")
_DEPARTMENT = ("id", "slug", "name", "parent_id")


@dataclass(frozen=True)
class Word:
    """A subject that somebody knows about."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """A profile as the viewer sees it; of who has left only `card` holds something.

    `email` and `phone` are for colleagues. `works_today` is None when no days were told.
    """

    card: PersonCard
    is_self: bool = False
    is_followed: bool = False
    email: str = ""
    phone: str = ""
    place: str = ""
    about: str = ""
    private_about: str = ""
    days: tuple[str, ...] = ()
    works_today: bool | None = None
    back: date | None = None
    today: date | None = None
    languages: tuple[str, ...] = ()
    department: DepartmentCard | None = None
    manager: PersonCard | None = None
    until: date | None = None
    joined_at: datetime | None = None
    expertise: tuple[Word, ...] = ()
    team: tuple[PersonCard, ...] = ()

    @property
    def back_day(self) -> str:
        """The weekday of the next working day, in words; "" when no days were told."""
        return str(WEEKDAYS[self.back.weekday()]) if self.back else ""

    @property
    def week(self) -> tuple[tuple[str, bool, bool], ...]:
        """The five days: short name, whether this person works then, whether it is today."""
        today = days.code(self.today) if self.today else ""
        return tuple(
            (str(WEEKDAYS_ABBR[number]), code in self.days, code == today)
            for number, code in enumerate(days.CODES)
        )


@dataclass(frozen=True)
class OwnProfile:
    """The viewer's own profile, for its forms."""

    card: PersonCard
    text: ProfileText
    expertise: tuple[Word, ...]


def person(viewer: Viewer, handle: str, today: date) -> PersonPage:
    """One person by handle, at most three statements; raises Unseen for who the viewer may not see."""
    follow = PersonFollow.objects.filter(person=OuterRef("pk"), follower=viewer.id)
    row = (
        visible_accounts(viewer)
        .filter(handle=handle)
        .annotate(followed=Exists(follow))
        .values(
            *cards.fields(),
            *cards.fields("profile__manager__"),
            *_ACCOUNT,
            *(f"profile__{name}" for name in _PROFILE),
            *(f"profile__department__{name}" for name in _DEPARTMENT),
            "followed",
        )
        .first()
    )
    if row is None:
        raise Unseen
    if not row["is_active"]:
        return PersonPage(card=cards.card(row))
    return _page(viewer, row, today)


def _page(viewer: Viewer, row: dict[str, object], today: date) -> PersonPage:
    told = str(row["profile__days"] or "")
    colleague = rules.is_colleague(viewer)
    department = DepartmentCard(*(row[f"profile__department__{name}"] for name in _DEPARTMENT))  # type: ignore[arg-type]
    languages = str(row["profile__languages"] or "").split(",")
    return PersonPage(
        card=cards.card(row),
        is_self=row["id"] == viewer.id,
        is_followed=bool(row["followed"]),
        email=str(row["email"] or "") if colleague else "",
        phone=str(row["profile__phone"] or "") if colleague else "",
        place=str(row["profile__place__name"] or ""),
        about=str(row["profile__about"] or ""),
        private_about=str(row["profile__private_about"] or ""),
        days=days.parse(told),
        works_today=(days.code(today) in days.parse(told)) if told else None,
        back=days.next_day(told, today),
        today=today,
        languages=tuple(word.strip() for word in languages if word.strip()),
        department=department if department.id else None,
        manager=_manager(viewer, row),
        until=row["until"],  # type: ignore[arg-type]
        joined_at=row["joined_at"],  # type: ignore[arg-type]
        expertise=_words(row["id"]),  # type: ignore[arg-type]
        team=_team(viewer, row["id"], department.id),  # type: ignore[arg-type]
    )


def _manager(viewer: Viewer, row: dict[str, object]) -> PersonCard | None:
    if row["profile__manager__id"] is None:
        return None
    manager = cards.card(row, "profile__manager__")
    hidden = viewer.knows is not None and manager.id not in viewer.knows
    return None if hidden or not manager.is_active else manager


def _words(account_id: UUID) -> tuple[Word, ...]:
    rows = Expertise.objects.filter(account=account_id).order_by("at", "id").values_list("slug", "name")
    return tuple(Word(*row) for row in rows)


def _team(viewer: Viewer, person_id: UUID, department_id: UUID | None) -> tuple[PersonCard, ...]:
    if department_id is None:
        return ()
    team = visible_accounts(viewer).filter(is_active=True, profile__department=department_id)
    rows = team.exclude(pk=person_id).order_by("sort_key", "id").values(*cards.fields())[:TEAM]
    return tuple(cards.card(row) for row in rows)


def own_profile(viewer: Viewer) -> OwnProfile:
    """The viewer's profile as it can be changed; three statements."""
    row = Account.objects.filter(pk=viewer.id).values(*cards.fields()).get()
    profile = Profile.objects.filter(account=viewer.id).first() or Profile(account_id=viewer.id)
    text = ProfileText(
        function=profile.function,
        about=profile.about,
        private_about=profile.private_about,
        phone=profile.phone,
        days=profile.days,
        languages=profile.languages,
        place_id=profile.place_id,
    )
    return OwnProfile(card=cards.card(row), text=text, expertise=_words(viewer.id))


def places(viewer: Viewer) -> tuple[tuple[UUID, str], ...]:
    """All places by name, for colleagues; a guest chooses none."""
    if not rules.is_colleague(viewer):
        return ()
    return tuple(Place.objects.order_by("name").values_list("id", "name"))


def placement(viewer: Viewer, handle: str) -> tuple[PersonCard, Placement]:
    """Where somebody who is here works, for administrators to change; raises Unseen."""
    row = visible_accounts(viewer).filter(handle=handle, is_active=True).values(*cards.fields()).first()
    if row is None:
        raise Unseen
    profile = Profile.objects.filter(account=row["id"]).first() or Profile(account_id=row["id"])
    return cards.card(row), Placement(
        department_id=profile.department_id,
        place_id=profile.place_id,
        function=profile.function,
        manager_id=profile.manager_id,
    )


def shows_photo(viewer: Viewer, photo: UUID) -> bool:
    """Whether the viewer may see the person whose photo this is now."""
    return visible_accounts(viewer).filter(is_active=True, profile__photo=photo).exists()


def expertise_ideas(viewer: Viewer) -> tuple[Word, ...]:
    """Subjects that colleagues of the same department know about and the viewer did not name yet."""
    if viewer.department_id is None or not rules.is_colleague(viewer):
        return ()
    near = Expertise.objects.filter(
        account__is_active=True, account__profile__department=viewer.department_id
    )
    own = Expertise.objects.filter(account=viewer.id).values("slug")
    rows = (
        near.exclude(slug__in=own)
        .values("slug")
        .annotate(shown=Min("name"), number=Count("account"))
        .order_by("-number", "slug")[:IDEAS]
    )
    return tuple(Word(row["slug"], row["shown"]) for row in rows)


def people_to_follow(viewer: Viewer) -> tuple[PersonCard, ...]:
    """A few people near the viewer whom he does not follow yet: of the department, or the guest's groups."""
    near: QuerySet[Account] = visible_accounts(viewer).filter(is_active=True).exclude(pk=viewer.id)
    if viewer.knows is None:
        near = near.filter(profile__department=viewer.department_id, profile__department__isnull=False)
    followed = PersonFollow.objects.filter(person=OuterRef("pk"), follower=viewer.id)
    rows = near.filter(~Exists(followed)).order_by("sort_key", "id").values(*cards.fields())[:TO_FOLLOW]
    return tuple(cards.card(row) for row in rows)
