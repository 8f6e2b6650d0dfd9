"""Counting and hashing the rows of every table, so that two databases can be compared."""

from typing import Any

import psycopg
from psycopg import sql

from .archive import Table

# What decides how a value is written as text; the same on both sides or equal rows would differ.
SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "search_path": "pg_catalog",
}
SET_SETTINGS = "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in SETTINGS.items())

TABLES = """
    SELECT n.nspname, c.relname
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't'
      AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
      AND NOT EXISTS (  -- an extension fills its own tables
        SELECT 1 FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1, 2
"""


def row_hash(schema: str, table: str) -> sql.Composed:
    """The statement that gives the number of rows of a table and the sum of their hashes, as text.

    A sum does not depend on the order of the rows, and still sees equal rows twice.
    """
    return sql.SQL(
        "SELECT count(*), COALESCE(sum(('x' || left(md5(r::text), 15))::bit(60)::bigint::numeric), 0)::text"
        " FROM {} AS r"
    ).format(sql.Identifier(schema, table))


def table_names(connection: psycopg.Connection[tuple[Any, ...]]) -> list[tuple[str, str]]:
    """Schema and name of every table that holds rows of ours."""
    return [(schema, table) for schema, table in connection.execute(TABLES).fetchall()]


def count_and_hash(connection: psycopg.Connection[tuple[Any, ...]], schema: str, table: str) -> Table:
    """The rows of one table, as the connection's transaction sees them."""
    found = connection.execute(row_hash(schema, table)).fetchone()
    if found is None:
        raise LookupError(table)
    return Table(rows=found[0], hash=found[1])


def proof_of(tables: dict[str, Table]) -> str:
    """SQL that fails when a database does not hold exactly these rows; for use inside a transaction."""
    checks = []
    for name, table in sorted(tables.items()):
        schema, _, relation = name.partition(".")
        statement = row_hash(schema, relation).as_string()
        checks.append(
            f"SELECT r.count, r.hash INTO seen FROM ({statement}) AS r(count, hash);\n"  # noqa: S608 - quoted
            f"IF seen.count <> {table.rows} OR seen.hash <> {quoted(table.hash)} THEN RAISE EXCEPTION"
            f" 'the rows of % are not those of the backup', {quoted(name)}; END IF;"
        )
    body = "\n".join(checks)
    return f"{SET_SETTINGS};\nDO $proof$ DECLARE seen record; BEGIN\n{body}\nEND $proof$;\n"


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return sql.Literal(text).as_string()
