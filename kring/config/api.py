"""The API: the operations of all apps under one address, and what becomes of every refusal."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kring.digests.api import router as digests
from kring.discussion.api import ROUTERS as DISCUSSION
from kring.groups.api import router as groups
from kring.identity.api import ANY, Flawed, KeyTaken, TooOften
from kring.identity.web.viewer import public
from kring.infra.verdict import Refused, Unseen
from kring.notifications.api import router as notifications
from kring.people.api import router as people
from kring.posts.api import ROUTERS as POSTS
from kring.search.api import router as search
from kring.shell.web.problems import mismatch, problem
from kring.timelines.api import ROUTERS as TIMELINES
from kring.topics.api import router as topics

ROUTERS = (people, topics, groups, *DISCUSSION, *POSTS, *TIMELINES, notifications, search, digests)
PREFIX = "api/v1/"
# The library also brings a page of documentation and a root; neither is wanted here.
api = NinjaAPI(title="Kring", version="1", openapi_url=None, docs_url=None, urls_namespace="api")
for router in ROUTERS:
    api.add_router("", router)


@api.get("openapi.json", auth=ANY, url_name="api-schema", include_in_schema=False)
def describe(request: HttpRequest) -> dict[str, Any]:
    """The description of the API, for who has a key."""
    return openapi()


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI description of all operations."""
    told = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for operations in told["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:  # errors are told in their own type
                    answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
    return told


def addresses() -> list[URLPattern]:
    """All addresses under the prefix; the gate leaves asking for the key to the operations."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        public(cast(Callable[..., HttpResponse], one.callback))
    return found


@api.exception_handler(AuthenticationError)
def ask_for_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No key, or none that works."""
    answer = problem(401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def tell_status(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses, such as a body that is no JSON."""
    return problem(error.status_code)


@api.exception_handler(Refused)
def tell_reason(request: HttpRequest, error: Refused) -> HttpResponse:
    """Seen, but not allowed."""
    return problem(403, str(error.reason))


@api.exception_handler(Unseen)
@api.exception_handler(ObjectDoesNotExist)
def tell_nothing(request: HttpRequest, error: Exception) -> HttpResponse:
    """Not there, or not for this caller: the same."""
    return problem(404)


@api.exception_handler(KeyTaken)
def tell_of_key(request: HttpRequest, error: KeyTaken) -> HttpResponse:
    """An idempotency key for something else."""
    return problem(409)


@api.exception_handler(Flawed)
def tell_flaws(request: HttpRequest, error: Flawed) -> HttpResponse:
    """What a form found, in its own sentences."""
    return problem(422, flaws=error.flaws)


@api.exception_handler(TooOften)
def tell_to_wait(request: HttpRequest, error: TooOften) -> HttpResponse:
    """Too many calls in this minute."""
    answer = problem(429)
    answer["Retry-After"] = str(error.wait)
    return answer


@api.exception_handler(ValidationError)
def tell_mismatch(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not even have the shape that the description gives."""
    return problem(
        422, flaws=[(_place(one), mismatch(one["type"], one.get("ctx", {}))) for one in error.errors]
    )


def _place(one: dict[str, Any]) -> str:
    """The field, without the part of the call and the name of the argument it stands in."""
    parts = [str(part) for part in one["loc"]]
    return ".".join(parts[2:] if parts[0] == "body" else parts[1:])
