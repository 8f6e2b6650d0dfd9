"""The cast is made once per worker with real actions; other tests get its rows by COPY, 50 times faster."""

import copy
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection

KEPT = ("groups_audience", "00000000-0000-7000-8000-000000000001")  # there from the first migration
_taken: dict[str, tuple[Any, dict[str, bytes]]] = {}


def from_snapshot(name: str, make: Callable[[], Any]) -> Any:
    """What `make` made, with its rows in the database of the running test's transaction."""
    if name not in _taken:
        made = make()
        _taken[name] = (copy.deepcopy(made), {table: _copy_out(table) for table in _tables()})
        return made
    made, rows = _taken[name]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, content in rows.items():
            if content:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                    into.write(content)
                _advance(cursor, table)
    return copy.deepcopy(made)


def _tables() -> list[str]:
    ours = [
        model for app in apps.get_app_configs() if app.name.startswith("kring.") for model in app.get_models()
    ]
    return [model._meta.db_table for model in ours if model._meta.managed] + ["procrastinate_jobs"]


def _copy_out(table: str) -> bytes:
    where = f" WHERE id <> '{KEPT[1]}'" if table == KEPT[0] else ""
    with connection.cursor() as cursor:
        with cursor.copy(f'COPY (SELECT * FROM "{table}"{where}) TO STDOUT') as out:
            return b"".join(bytes(part) for part in out)


def _advance(cursor: Any, table: str) -> None:
    """Let a counted key go on after the copied rows."""
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, a.attname) FROM pg_attribute a"
        " WHERE a.attrelid = %s::regclass AND a.attname = 'id' AND a.attnum > 0",
        [table, table],
    )
    row = cursor.fetchone()
    if row and row[0]:
        cursor.execute(f'SELECT setval(%s, (SELECT max(id) FROM "{table}"))', [row[0]])
