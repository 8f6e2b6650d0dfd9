"""Decisions without a database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from kring.discussion.rules import (
    Standing,
    may_accept,
    may_delete,
    may_edit,
    may_restore,
    may_settle,
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
