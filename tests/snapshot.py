"""The cast is made once per worker with real actions; other tests get its rows by COPY, 50 times faster."""

import copy
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection

KEPT = ("groups_audience", "00000000-0000-7000-8000-000000000001")  # there from the first migration
_taken: dict[str, tuple[Any, dict[str, bytes], str]] = {}


def from_snapshot(name: str, make: Callable[[], Any]) -> Any:
    """What `make` made, with its rows in the database of the running test's transaction."""
    if name not in _taken:
        made = make()
        rows = {table: content for table in _tables() if (content := _copy_out(table))}
        _taken[name] = (copy.deepcopy(made), rows, _counters(list(rows)))
        return made
    made, rows, counters = _taken[name]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, content in rows.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                into.write(content)
        cursor.execute(counters)
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


def _counters(tables: list[str]) -> str:
    """The statement that lets counted keys go on after the copied rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), 'id')"
            " FROM information_schema.columns WHERE column_name = 'id' AND table_name = ANY(%s)",
            [tables],
        )
        counted = [
            f"""setval('{sequence}', (SELECT max(id) FROM "{table}"))"""
            for table, sequence in cursor
            if sequence
        ]
    return f"SELECT {', '.join(counted)}"
