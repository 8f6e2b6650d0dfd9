"""The matrix is complete: what is not in it fails, and so does what is only in it."""

import re
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import get_type_hints
from uuid import UUID

import kring
from kring.config import wiring
from tests.access.addresses import addresses, routes_of_the_house
from tests.access.matrix import ROUTES
from tests.access.model import ALLOWED, outcome
from tests.access.routes import Route
from tests.access.told import EVENTS, FIXED_WORDS, LETTERS, SLOTS
from tests.access.world import World

PACKAGE = Path(kring.__file__).parent
ID_OR_MOMENT = {UUID, UUID | None, datetime, bool}


def test_every_route_stands_in_the_matrix():
    """A new address, also one that a library brings, says first whom it is for."""
    assert set(routes_of_the_house()) == set(ROUTES)


def test_every_method_of_a_route_has_somebody():
    """A line that allows nothing is a mistake, and so is one that is tried with nothing."""
    assert not {name for name, route in ROUTES.items() if not (route.get or route.post) or not route.tried}


def test_every_event_stands_in_the_matrix():
    """A new event says first that it carries ids only."""
    wired = {f"{event.__module__}.{event.__name__}" for event in wiring.REACTIONS}
    assert wired == EVENTS


def test_events_carry_ids_moments_and_fixed_words():
    """Text that somebody wrote has no way into the event log, the queue or a live signal."""
    carried = {
        f"{event.__name__}.{field.name}"
        for event in wiring.REACTIONS
        for field in fields(event)
        if get_type_hints(event)[field.name] not in ID_OR_MOMENT
    }
    assert carried == FIXED_WORDS


def test_every_letter_stands_in_the_matrix():
    """A new template for mail, or another place that sends any, says first who gets it."""
    templates = {str(path).partition("/jinja2/")[2] for path in PACKAGE.glob("*/jinja2/*/mail/*")}
    assert templates == set(LETTERS)
    senders = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if _sends(path)}
    assert senders == {Path("infra/sending.py")}
    assert set().union(*LETTERS.values()) == set(wiring.MAIL)


def _sends(path: Path) -> bool:
    sending = re.compile(r"^(from|import) (django\.core\.mail|smtplib)", re.MULTILINE)
    return "tests" not in path.parts and sending.search(path.read_text()) is not None


def test_every_slot_stands_in_the_matrix():
    """A panel on somebody else's page says first on which route it shows, where the oracle visits it."""
    assert set(wiring.SLOTS) == set(SLOTS)
    assert set(SLOTS.values()) <= set(ROUTES)


def test_every_secret_has_a_line_in_the_model_and_is_tried(world):
    """A sort of secret without a canary proves nothing."""
    sorts = {secret.field for secret in world.aviary.secrets.values()}
    assert sorts == set(ALLOWED)


def test_every_route_about_something_is_tried_as_seen_and_unseen(world):
    """Success and refusal stand beside each other: a right that always says yes is not tried at all."""
    wide = {"account", "account role", "invitation", "department", "notice", "expertise", "photo"}
    alike = set()
    for name, route in ROUTES.items():
        if route.about in wide or route.own or not route.about:
            continue
        method = "get" if route.get else "post"
        if len(_outcomes(world, name, route, method)) < 2:
            alike.add(name)
    assert alike == set()


def _outcomes(world: World, name: str, route: Route, method: str) -> set[str]:
    rule = route.get or route.post
    assert rule
    tried = {one.about for one in addresses(world, method) if one.name == name}
    people = set(world.cast.accounts) - {"left"}
    return {outcome(world.facts, rule, who, about) for who in people for about in tried}
