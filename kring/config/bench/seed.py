"""Filling the bench's database: sentences first, then all rows with the statements of `seed.sql`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from kring.config.bench.sizes import Sizes
from kring.config.bench.words import sentences
from kring.groups.access import EVERYONE_AUDIENCE
from kring.kit.text import to_tsvector_literal
from kring.timelines.actions import EVERYONE_STREAM
from kring.timelines.models import Why

STATEMENTS = Path(__file__).with_name("seed.sql")
TOPICS = 80


def seed(sizes: Sizes, progress: Callable[[int, int], None]) -> None:
    """Fill the empty database of this connection; `progress` hears how many steps are done, of how many."""
    statements = STATEMENTS.read_text().split(";\n\n")
    values: dict[str, Any] = {
        **sizes.__dict__,
        "topics": TOPICS,
        "everyone": EVERYONE_AUDIENCE,
        "everyone_stream": EVERYONE_STREAM,
        "why_group": Why.GROUP,
        "why_department": Why.DEPARTMENT,
        "why_everyone": Why.EVERYONE,
    }
    with connection.cursor() as cursor:
        values["sentences"] = _learn(cursor, "bench_sentence", sentences())
        _learn(cursor, "bench_topic", [f"onderwerp-{n}" for n in range(1, TOPICS + 1)])
        with _bare(cursor):
            for done, statement in enumerate(statements):
                progress(done, len(statements))
                cursor.execute(statement, values)


def _learn(cursor: Any, table: str, texts: list[str]) -> int:
    """Keep texts with their words as search has them; returns how many."""
    cursor.execute(f"CREATE TEMP TABLE {table} (n bigint PRIMARY KEY, text text, words tsvector)")
    with cursor.copy(f"COPY {table} FROM STDIN") as rows:
        for n, text in enumerate(texts, 1):
            rows.write_row((n, text, to_tsvector_literal([("D", text)])))
    cursor.execute(f"ANALYZE {table}")
    return len(texts)


@contextmanager
def _bare(cursor: Any) -> Iterator[None]:
    """No checks and indexes while rows come in: made afterwards, they cost many times less."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    cursor.execute("RESET ALL; ANALYZE")
