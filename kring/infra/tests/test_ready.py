"""Prepared statements: planned once for each connection, seen by whoever counts statements."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.infra.ready import ready_cursor
from kring.kit.clock import utcnow
from kring.kit.ids import new_id

ASKED = "SELECT %(who)s::uuid AS who, 'asked twice'"


def ask(who: UUID) -> UUID:
    with ready_cursor() as cursor:
        cursor.execute(ASKED, {"who": who})
        found: UUID = cursor.fetchone()[0]
    return found


def prepared() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%asked twice%' AND statement NOT LIKE '%pg_prepared%'"
        )
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_a_statement_is_prepared_once_and_keeps_one_plan_whatever_the_values() -> None:
    people = [new_id(utcnow()) for _ in range(3)]
    assert [ask(person) for person in people] == people
    [(_text, generic)] = prepared()
    assert generic == len(people)


@pytest.mark.django_db
def test_prepared_statements_are_counted_as_any_other() -> None:
    with CaptureQueriesContext(connection) as captured:
        ask(new_id(utcnow()))
    assert len(captured) == 1
