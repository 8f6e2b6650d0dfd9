"""Statements of the hot paths, planned once for each connection instead of at every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor, adapters
from psycopg.abc import Loader
from psycopg.pq import Format

TIMESTAMPTZ = 1184  # its number in PostgreSQL
# Django's own is written in Python; the connection's zone is UTC, so both give the same moment.
_MOMENT = cast(type[Loader], adapters.get_loader(TIMESTAMPTZ, Format.TEXT))


class _ReadyCursor(Cursor[Any]):
    """Prepares whatever it executes; psycopg keeps the hundred latest for each connection."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.adapters.register_loader(TIMESTAMPTZ, _MOMENT)

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, prepare=True, **options)


@contextmanager
def ready_cursor() -> Iterator[CursorWrapper]:
    """A cursor whose statements are prepared on the server, once for each connection.

    The trap: values travel beside the text, so a text must be the same each time (limits stand in it as
    numbers, which the plan needs to know anyway), and where nothing tells a value's type it is cast.
    """
    connection.ensure_connection()
    raw: Any = _ReadyCursor(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(raw) as cursor:
        yield cursor
