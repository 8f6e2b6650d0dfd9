"""What every operation of the API is made with: who calls, what can go wrong, sending twice, positions."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID, uuid5

from django import forms
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Schema
from ninja.security import HttpBearer
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from kring.identity.models import Scope
from kring.identity.queries import KeyInUse
from kring.identity.viewer import Viewer
from kring.identity.web.viewer import anyone_of, viewer_of
from kring.infra.receipts import once
from kring.infra.verdict import Refused
from kring.kit.clock import in_utc, utcnow
from kring.kit.cursor import Cursor, decode, encode

Form = TypeVar("Form", bound=forms.Form)
PLAIN = r"^[^\x00]*$"  # the database takes no NUL
Word = Annotated[str, StringConstraints(max_length=200, pattern=PLAIN)]
Slug = Annotated[str, StringConstraints(max_length=100, pattern=r"^[\w.-]*$")]
After = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[A-Za-z0-9_-]*$")]


Moment = Annotated[datetime, AfterValidator(in_utc)]
Key = Annotated[
    UUID | None, Header(None, alias="Idempotency-Key", description="Makes sending twice harmless.")
]


class Strict(Schema):
    """What comes in: nothing but what is named."""

    model_config = ConfigDict(extra="forbid")


class Switch(Strict):
    """On or off."""

    on: bool = Field(strict=True)


class Flaw(Schema):
    """What is wrong with one field; an empty name for the whole."""

    field: str
    detail: str


class Problem(Schema):
    """What went wrong, in the caller's language (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Flaw] = []


class Flawed(Exception):
    """What came in cannot be used; carries what is wrong by field."""

    def __init__(self, flaws: Iterable[tuple[str, str]]) -> None:
        self.flaws = tuple(flaws)
        super().__init__(self.flaws)


class KeyTaken(Exception):
    """The idempotency key came before, with something else."""


class TooOften(Exception):
    """The key made more calls than fit; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class ApiKey(HttpBearer):
    """An API key with the scope that an operation asks for; none asks for any key that works."""

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """Who calls; the door of `shell` found out by the same key. Raises Refused and TooOften."""
        viewer, key = anyone_of(request), getattr(request, "api_key", None)
        if viewer is None or not isinstance(key, KeyInUse):
            return None
        _count(key.id)
        if self.scope and self.scope not in key.scopes:
            raise Refused(
                _("This API key may not do that. Make one with “%(scope)s”.") % {"scope": self.scope.label}
            )
        return viewer


READ, WRITE, PEOPLE, ANY = ApiKey(Scope.READ), ApiKey(Scope.WRITE), ApiKey(Scope.PEOPLE), ApiKey(None)


def _count(key_id: UUID) -> None:
    """Count the calls of this minute, in the memory of this process: no trace of use is kept."""
    now, calls = utcnow(), caches["calls"]
    name = f"{key_id}:{now:%H%M}"
    calls.add(name, 0, 90)
    if calls.incr(name) > settings.API_CALLS:
        raise TooOften(60 - now.second)


def answers(model: Any, status: int = 200) -> dict[int, Any]:
    """Every status that an operation may answer with; `model` is a good answer, None for an empty one."""
    return {status: model, **dict.fromkeys((400, 401, 403, 404, 409, 422, 429), Problem)}


NOTHING = answers(None, 204)


def once_each(request: HttpRequest, key: UUID | None, act: Callable[[], str], mark: str = "") -> str:
    """Run `act`, once for each idempotency key of one caller; returns what it returned then.

    `mark` tells what was sent, when that is not the body. Raises KeyTaken for a key that came with another.
    """
    if key is None:
        return act()
    viewer = viewer_of(request)
    sent = f"{request.method} {request.path} ".encode() + (mark.encode() or request.body)
    print_ = hashlib.sha256(sent).hexdigest()[:32]
    own = uuid5(key, str(viewer.id))  # the same key of somebody else is another key
    told = once(key=own, account_id=viewer.id, now=utcnow(), act=lambda: f"{print_} {act()}")
    first, _space, result = told.partition(" ")
    if first != print_:
        raise KeyTaken
    return result


def valid(form: Form) -> Form:
    """The form, if it is valid; raises Flawed with the sentences that its page would show."""
    if not form.is_valid():
        raise Flawed(
            ("" if name == NON_FIELD_ERRORS else name, str(sentence))
            for name, sentences in form.errors.items()
            for sentence in sentences
        )
    return form


def position(after: str) -> Cursor | None:
    """Where a page begins; raises Flawed for what we never gave out."""
    if not after:
        return None
    cursor = decode(after)
    if cursor is None:
        raise Flawed([("after", _("This is not a place in the list. Take it from the page before."))])
    return cursor


def following(cursor: Cursor | None) -> str | None:
    """The place at which the next page begins, for an answer."""
    return encode(cursor) if cursor else None
