"""Fixtures for every folder with tests in Chromium; its conftest imports them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.browser.chromium import run_chromium
from tests.browser.site import Site, running_site


@pytest.fixture(scope="package")
def site(
    request: pytest.FixtureRequest, django_db_setup: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Site]:
    """Kring with the cast and a few conversations, and one Chromium, for all tests of a folder."""
    address = os.environ["DATABASE_URL"]
    with django_db_blocker.unblock():
        with run_chromium() as browser, running_site(browser, Path(request.node.path).name) as running:
            yield running
        # Outside the browser's event loop Django counts other connections as this thread's own.
        connections.close_all()
    os.environ["DATABASE_URL"] = address
