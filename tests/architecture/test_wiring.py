"""The two tables of the wiring are whole: every event, every reaction, every slot, every filler."""

import dataclasses
import inspect
import re
from datetime import datetime
from types import UnionType
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from django.utils.module_loading import import_string

from kring.config.wiring import REACTIONS, SLOTS
from kring.infra.events import Event, Within
from tests.architecture.source import KRING, none_of, storeys, templates

CALL = re.compile(r"\bslot\(\s*\"([a-z.]+)\"\s*((?:,\s*\w+=[^,()]+(?:\([^()]*\))?)*)", re.DOTALL)
ALLOWED = (UUID, UUID | None, datetime, bool)
NAMES = {kind.__name__: kind for kind in REACTIONS}


def kinds(base: type[Event] = Event) -> set[type[Event]]:
    """Every kind of event that is recorded: those without kinds below them."""
    below = base.__subclasses__()
    return set.union(*(kinds(kind) for kind in below)) if below else {base}


def test_every_event_stands_in_the_wiring() -> None:
    ours = {kind for kind in kinds() if ".tests." not in kind.__module__}
    assert ours == set(REACTIONS)


def takes(kind: type[Event], hint: Any) -> bool:
    """True when a parameter of this type may be given an event of this kind."""
    if isinstance(hint, UnionType):
        return any(takes(kind, part) for part in hint.__args__)
    if getattr(hint, "_is_protocol", False):
        asked = {word for word in vars(hint) if not word.startswith("_")}
        return asked <= {field.name for field in dataclasses.fields(kind)}
    return issubclass(kind, hint)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_reactions_exist_and_take_their_event(name: str) -> None:
    found = []
    for reaction in REACTIONS[NAMES[name]]:
        path = reaction.path if isinstance(reaction, Within) else reaction
        function = import_string(path)
        taken = [hint for key, hint in get_type_hints(function).items() if key != "return"]
        if len(taken) != 1 or not takes(NAMES[name], taken[0]):
            found.append(f"{path} takes {taken}")
        if path.split(".")[2] not in ({"actions", "jobs"} if isinstance(reaction, Within) else {"jobs"}):
            found.append(f"{path} stands in no room for this")
    none_of(found)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_events_say_ids_times_and_fixed_words(name: str) -> None:
    # A role, a reaction, a way to sign in: one of a few words of ours, never what somebody wrote.
    words = {"Reacted.kind", "RoleGranted.role", "RoleWithdrawn.role", "SignInChanged.what"}
    found = {f"{name}.{key}": hint for key, hint in get_type_hints(NAMES[name]).items()}
    none_of([f"{key}: {hint}" for key, hint in found.items() if hint not in ALLOWED and key not in words])


def test_pages_and_wiring_know_the_same_slots() -> None:
    asked = {name for path in templates() for name, _rest in CALL.findall(path.read_text(encoding="utf-8"))}
    unfilled = [f"{name} is asked for by a page and not in the wiring" for name in sorted(asked - set(SLOTS))]
    unasked = [f"{name} is in the wiring and no page asks for it" for name in sorted(set(SLOTS) - asked)]
    none_of(unfilled + unasked)


@pytest.mark.parametrize("name", sorted(SLOTS))
def test_fillers_take_what_the_page_gives(name: str) -> None:
    given = {}
    for path in templates():
        for slot, rest in CALL.findall(path.read_text(encoding="utf-8")):
            if slot == name:
                given[path.relative_to(KRING)] = set(re.findall(r"(\w+)=", rest))
    found = []
    for filler in SLOTS[name]:
        wanted = set(inspect.signature(import_string(filler)).parameters)
        found += [
            f"{path} gives {words}, {filler} takes {wanted}"
            for path, words in given.items()
            if words != wanted
        ]
    none_of(found)


@pytest.mark.parametrize("name", sorted(SLOTS))
def test_slots_are_filled_from_above(name: str) -> None:
    asking = {
        path.relative_to(KRING).parts[0]
        for path in templates()
        if f'slot("{name}"' in path.read_text(encoding="utf-8")
    }
    wrong = [
        f"{filler} stands below {app}"
        for filler in SLOTS[name]
        for app in asking
        if storeys()[filler.split(".")[1]] <= storeys()[app]
    ]
    none_of(wrong)
