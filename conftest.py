"""Fixtures for all tests; the database itself is made in `tests/database.py`."""

import os
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "shared" / "data"


@pytest.fixture
def real_set():
    """Folder of a real data set; in CI a missing one fails, elsewhere the test is left out."""

    def folder(name: str) -> Path:
        path = DATA / name
        if not path.is_dir():
            sentence = f"The data set {name} is not beside this clone."
            if os.environ.get("CI") == "true":
                pytest.fail(sentence)
            pytest.skip(sentence)
        return path

    return folder


@pytest.fixture
def cast(db):
    """The cast, set up with real actions; see tests/cast.py."""
    from tests.cast import make_cast
    from tests.snapshot import from_snapshot

    return from_snapshot("cast", make_cast)
