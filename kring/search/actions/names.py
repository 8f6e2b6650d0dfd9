"""The names of people, groups and topics, with what is told about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Value

from kring.groups.models import Group
from kring.identity.models import Account
from kring.kit.names import fold
from kring.kit.text import to_tsvector_literal
from kring.people.models import Expertise
from kring.search.models import Naming
from kring.topics.models import Topic

_PUT = """
INSERT INTO search_naming (kind, object_id, name, words)
SELECT %(kind)s, n.id, n.name, n.called::tsvector || n.told::tsvector
  FROM unnest(%(ids)s::uuid[], %(names)s::text[], %(called)s::text[], %(told)s::text[])
       AS n (id, name, called, told)
ON CONFLICT (kind, object_id) DO UPDATE SET name = excluded.name, words = excluded.words
"""


@dataclass(frozen=True)
class Named:
    """Somebody or something with a name. `parts` are (weight, text) as for a tsvector."""

    id: UUID
    name: str
    parts: tuple[tuple[str, str], ...]


def index_person(*, account_id: UUID) -> None:
    """Make the index say who a person is; who left is no longer found by name."""
    named = named_people(Account.objects.filter(pk=account_id))
    if named:
        put("person", named)
    else:
        Naming.objects.filter(kind="person", object_id=account_id).delete()


def index_group(*, group_id: UUID) -> None:
    """Make the index say what a group is called and for."""
    put("group", named_groups(Group.objects.filter(pk=group_id)))


def index_topics(*, topic_ids: Sequence[UUID]) -> None:
    """Make the index say what topics are called."""
    put("topic", named_topics(Topic.objects.filter(pk__in=topic_ids)))


def named_people(accounts: "QuerySet[Account]") -> list[Named]:
    """People who are here, with function and department, expertise, and what they tell about work."""
    known = (
        Expertise.objects.filter(account=OuterRef("pk"))
        .order_by()
        .values("account")
        .annotate(all=StringAgg("name", delimiter=Value(" ")))
        .values("all")
    )
    rows = accounts.filter(is_active=True).annotate(knows=Subquery(known))
    return [
        Named(
            pk, name, (("B", f"{function or ''} {department or ''}"), ("C", knows or ""), ("D", about or ""))
        )
        for pk, name, function, department, about, knows in rows.values_list(
            "pk", "name", "profile__function", "profile__department__name", "profile__about", "knows"
        )
    ]


def named_groups(groups: "QuerySet[Group]") -> list[Named]:
    """Groups with their purpose."""
    return [
        Named(pk, name, (("B", purpose),))
        for pk, name, purpose in groups.values_list("pk", "name", "purpose")
    ]


def named_topics(topics: "QuerySet[Topic]") -> list[Named]:
    """Topics with the line about them."""
    return [
        Named(pk, f"{name} {slug}" if fold(name) != fold(slug) else name, (("B", text),))
        for pk, name, slug, text in topics.values_list("pk", "name", "slug", "text")
    ]


def put(kind: str, named: Sequence[Named]) -> None:
    """Write names, in one statement.

    Every part of a name can be found as it is written, small words such as "van" and "Ben" too; the
    analyser, which leaves those out, adds the stems.
    """
    folded = [fold(one.name)[:200] for one in named]
    values: dict[str, Any] = {
        "kind": kind,
        "ids": [one.id for one in named],
        "names": folded,
        "called": [" ".join(f"'{word}':1A" for word in name.split()) for name in folded],
        "told": [to_tsvector_literal([("A", one.name), *one.parts]) for one in named],
    }
    with connection.cursor() as cursor:
        cursor.execute(_PUT, values)
