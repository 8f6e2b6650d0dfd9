"""Calling the API as somebody of the cast."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from kring.identity.actions import NewKey, make_api_key
from kring.identity.models import Scope
from kring.kit.clock import utcnow
from tests.cast import Cast

ALL = tuple(Scope.values)


def key_of(cast: Cast, who: str, scopes: Sequence[str] = ALL) -> str:
    """A new API key of this person, made a day ago."""
    key = NewKey(name="Proef", scopes=scopes, days=30)
    return make_api_key(key=key, owner=cast.viewer(who), now=utcnow() - timedelta(days=1))[1]


class Caller:
    """A program with the key of one person."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=True)

    def get(self, path: str) -> HttpResponse:
        """Read."""
        return self.client.get(f"/api/v1/{path}")

    def send(self, method: str, path: str, told: Any = None, key: str = "") -> HttpResponse:
        """Write, with an idempotency key when given."""
        headers = {"Idempotency-Key": key} if key else {}
        call = getattr(self.client, method)
        answer: HttpResponse = call(f"/api/v1/{path}", told, content_type="application/json", headers=headers)
        return answer


def caller(cast: Cast, who: str, scopes: Sequence[str] = ALL) -> Caller:
    """A program of this person."""
    return Caller(key_of(cast, who, scopes))
