"""The world for each test, under a clock that stands still so that two answers can be compared."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest

from tests.access.crawl import calls
from tests.access.making import fresh_world, settled_world
from tests.access.world import World
from tests.cast import NOW

LATER = NOW + timedelta(days=2)


class StillClock(datetime):
    """A wall clock that always says the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Two days after everything happened."""
        return LATER.astimezone(tz)


def _no_network(address: str) -> str:
    raise AssertionError(f"{address} was asked for")


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Let `kit.clock` and Django's time zone functions read the clock that stands still."""
    settings.LINK_PREVIEWS = True  # what is known of pages elsewhere is shown; none is asked for
    monkeypatch.setattr("kring.discussion.actions.previews.fetch_page", _no_network)
    settings.PUSH_KEY = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG8"
    settings.API_CALLS = 1_000_000  # all calls fall in one minute
    monkeypatch.setattr("kring.kit.clock.datetime", StillClock)
    monkeypatch.setattr("django.utils.timezone.datetime", StillClock)


@pytest.fixture
def fresh(db: None, still_clock: None) -> World:
    """The world with its jobs still waiting."""
    return fresh_world()


@pytest.fixture
def world(db: None, still_clock: None) -> World:
    """The world after all jobs."""
    return settled_world()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much was tried: the figure for the record of a change."""
    if calls:
        said = ", ".join(f"{count} {method.upper()}" for method, count in sorted(calls.items()))
        terminalreporter.write_line(f"access: {sum(calls.values())} calls ({said})")
