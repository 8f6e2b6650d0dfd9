"""The API on people: who I am, colleagues, one profile."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from kring.identity.api import ANY, PEOPLE, After, Slug, Word, answers
from kring.identity.web.viewer import viewer_of
from kring.people import queries
from kring.people.queries import PeopleFilter

router = Router(tags=["people"])


class Person(Schema):
    """Somebody beside a text or in a list."""

    id: UUID
    handle: str
    name: str
    function: str
    department: str
    is_guest: bool
    is_active: bool


class Me(Schema):
    """Whose key it is."""

    id: UUID
    handle: str
    name: str
    kind: str
    language: str


class People(Schema):
    """One page of colleagues by name; `next` starts the page after it."""

    items: list[Person]
    total: int
    next: str | None


class Subject(Schema):
    """What somebody knows about."""

    slug: str
    name: str


class Profile(Schema):
    """One person; contact details are for colleagues."""

    person: Person
    email: str
    phone: str
    place: str
    about: str
    languages: list[str]
    days: list[str]
    works_today: bool | None
    joined_at: datetime | None
    expertise: list[Subject]


@router.get("me", response=answers(Me), auth=ANY, url_name="api-me")
def me(request: HttpRequest) -> Any:
    """Whose key this is."""
    return viewer_of(request)


@router.get("people", response=answers(People), auth=PEOPLE, url_name="api-people")
def people(request: HttpRequest, q: Word = "", after: After = "") -> Any:
    """Colleagues by name, of whom name, function or subject fits `q`."""
    page = queries.people(viewer_of(request), PeopleFilter(today=timezone.localdate(), q=q.strip()), after)
    return {"items": [row.card for row in page.rows], "total": page.total, "next": page.next or None}


@router.get("people/{str:handle}", response=answers(Profile), auth=PEOPLE, url_name="api-person")
def person(request: HttpRequest, handle: Slug) -> Any:
    """One person by handle."""
    page = queries.person(viewer_of(request), handle, timezone.localdate())
    return {name: getattr(page, name) for name in Profile.model_fields if name != "person"} | {
        "person": page.card
    }
