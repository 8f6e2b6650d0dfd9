"""Filling the bench's database with the statements of `seed.sql`."""

from pathlib import Path
from typing import Any

from django.db import connection

from kring.config.bench.sizes import Sizes
from kring.groups.access import EVERYONE_AUDIENCE
from kring.timelines.actions import EVERYONE_STREAM
from kring.timelines.models import Why

STATEMENTS = Path(__file__).with_name("seed.sql")


def seed(sizes: Sizes) -> None:
    """Fill the empty database of this connection."""
    values: dict[str, Any] = {
        **sizes.__dict__,
        "everyone": EVERYONE_AUDIENCE,
        "everyone_stream": EVERYONE_STREAM,
        "why_group": Why.GROUP,
        "why_department": Why.DEPARTMENT,
        "why_everyone": Why.EVERYONE,
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS.read_text().split(";\n\n"):
            cursor.execute(statement, values)
