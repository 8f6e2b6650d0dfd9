"""From a line of the matrix to addresses: every route with the ids of every object it is tried with."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kring.digests.links import stop_token as digest_token
from kring.notifications.links import stop_token
from tests.access.matrix import ROUTES
from tests.access.model import Rule
from tests.access.routes import Route
from tests.access.world import World


@dataclass(frozen=True)
class Address:
    """One address with what is expected of it; `about` is the key of the object in it."""

    name: str
    route: Route
    about: str
    path: str

    def right(self, method: str) -> Rule | None:
        """Who may do this; None when the route has no such method."""
        return self.route.post if method == "post" else self.route.get


def addresses(world: World, method: str = "get") -> Iterator[Address]:
    """Every address of the matrix; those with queries behind it only for reading."""
    for name, route in ROUTES.items():
        for about in route.tried:
            path = address_of(world, name, about)
            for asked in route.asked if method == "get" else ("",):
                yield Address(name, route, about, f"{path}?{asked}" if asked else path)


def address_of(world: World, name: str, about: str) -> str:
    """The address of one route about one object."""
    route = ROUTES[name]
    if not route.about:
        return reverse(name)
    known = _parts(world, route.about, about)
    return reverse(name, kwargs={part: known[part] for part in parts_of(name)})


def _parts(world: World, sort: str, about: str) -> dict[str, Any]:
    at = world.at
    if sort in {"talk", "text", "bare text"}:
        talk = about.partition("/")[0]
        return {"thread_id": at["talk", talk], "comment_id": at.get(("text", about))}
    if sort == "talk circle":
        talk, circle = about.split()
        return {"thread_id": at["talk", talk], "slug": at["circle", circle]}
    if sort in {"circle", "circle person"}:
        circle, _, person = about.partition(" ")
        return {"slug": at["circle", circle], "handle": at.get(("person", person))}
    if sort in {"account", "account role"}:
        return {"account_id": at["account", about], "role": about}
    fixed: dict[str, dict[str, Any]] = {
        "reset": {"uidb36": "0" * 32, "key": "nothing"},
        "passkey": {"pk": 1},
        "expertise": {"slug": "nothing"},
        "push device": {"device_id": UUID(int=0)},
        "gallery": {"page": "parts"},
    }
    if sort == "stop":
        return {"token": stop_token(at["account", about], "mention")}
    if sort == "digest stop":
        return {"token": digest_token(at["account", about])}
    if sort in fixed:
        return fixed[sort]
    if sort == "lane":
        return {"lane": at.get((sort, about), "all")}
    if sort == "concept":
        return {"key": at[sort, about]}
    if sort == "value":
        return {"value_id": at[sort, about]}
    name = {"person": "handle", "topic": "slug", "department": "slug", "photo": "photo", "secret": "secret"}
    name["api key"] = "key_id"
    name |= dict.fromkeys(("file", "picture", "file taken off"), "attachment_id")
    found = at.get((sort, about), UUID(int=0)) if sort == "notice" else at[sort, about]
    return {name.get(sort, f"{sort}_id"): found, "size": 320 if sort == "picture" else 80}


@cache
def routes_of_the_house() -> dict[str, tuple[str, ...]]:
    """All routes of the resolver by name, with the parts of their address; a nameless one fails."""
    return dict(_walk(get_resolver().url_patterns))


def parts_of(name: str) -> tuple[str, ...]:
    """What stands in the address of a route."""
    return routes_of_the_house()[name]


def _walk(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns)
        else:
            assert one.name, f"{one.pattern} has no name"
            pattern = one.pattern
            named = getattr(pattern, "converters", None) or pattern.regex.groupindex
            yield one.name, tuple(part for part in named)
