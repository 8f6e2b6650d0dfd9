"""Decisions without a database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from kring.discussion.rules import (
    Standing,
    is_room_for_folder,
    is_room_for_pin,
    may_accept,
    may_close,
    may_delete,
    may_edit,
    may_move,
    may_pin,
    may_restore,
    may_settle,
    may_turn,
    may_write_here,
)
from kring.identity.viewer import Viewer

ME, YOU = UUID(int=1), UUID(int=2)
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def viewer(*roles):
    return Viewer(ME, "Noor", "Noor", "noor", "employee", "nl", (), frozenset(roles))


@pytest.mark.parametrize(
    ("standing", "roles", "allowed"),
    [
        (Standing(ME), (), {"edit", "delete", "accept", "write"}),
        (Standing(ME, archived=True), (), {"delete", "accept"}),
        (Standing(YOU), (), {"write"}),
        (Standing(YOU, owns_group=True), (), {"delete", "accept", "settle", "write"}),
        (Standing(YOU), ("moderator",), {"delete", "settle", "write"}),
        (Standing(YOU), ("community_manager",), {"accept", "write"}),
        (Standing(YOU), ("functional_admin",), {"write"}),
        (Standing(YOU, closed=True), (), set()),
    ],
)
def test_who_may_what(standing, roles, allowed):
    me = viewer(*roles)
    verdicts = {
        "edit": may_edit(me, standing),
        "delete": may_delete(me, standing),
        "accept": may_accept(me, standing),
        "settle": may_settle(me, standing),
        "write": may_write_here(standing),
    }
    assert {name for name, verdict in verdicts.items() if verdict} == allowed
    assert all(str(verdict.reason) for name, verdict in verdicts.items() if name not in allowed)


@pytest.mark.parametrize(("days", "allowed"), [(29, True), (31, False)])
def test_restoring_ends_after_thirty_days(days, allowed):
    assert bool(may_restore(viewer(), Standing(ME), NOW - timedelta(days=days), NOW)) is allowed


@pytest.mark.parametrize(
    ("standing", "roles", "closes", "pins"),
    [
        (Standing(ME), (), True, False),
        (Standing(YOU), (), False, False),
        (Standing(YOU, owns_group=True), (), True, True),
        (Standing(YOU), ("moderator",), True, False),
        (Standing(ME, owns_group=True, archived=True), ("moderator",), False, False),
    ],
)
def test_who_closes_turns_and_pins(standing, roles, closes, pins):
    assert bool(may_close(viewer(*roles), standing)) is closes
    assert bool(may_turn(viewer(*roles), standing)) is closes
    assert bool(may_pin(standing)) is pins


@pytest.mark.parametrize(
    ("standing", "roles", "belongs", "owns_target", "allowed"),
    [
        (Standing(ME), (), True, False, True),
        (Standing(ME), (), False, False, False),
        (Standing(YOU, owns_group=True), (), True, True, True),
        (Standing(YOU, owns_group=True), (), True, False, False),
        (Standing(YOU), ("moderator",), False, False, True),
        (Standing(YOU), (), True, True, False),
        (Standing(ME, archived=True), (), True, True, False),
    ],
)
def test_who_moves(standing, roles, belongs, owns_target, allowed):
    verdict = may_move(viewer(*roles), standing, belongs=belongs, owns_target=owns_target)
    assert bool(verdict) is allowed


def test_room_ends():
    assert [is_room_for_pin(n) for n in (2, 3)] == [True, False]
    assert [is_room_for_folder(n) for n in (49, 50)] == [True, False]
