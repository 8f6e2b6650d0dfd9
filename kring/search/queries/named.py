"""People, groups and topics that were found, ready to show; each through what the viewer may know."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Subquery

from kring.groups.access import readable_audiences, visible_groups, visible_people
from kring.groups.models import Group
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.kit.text import highlight
from kring.people import cards
from kring.people.models import Expertise
from kring.search.queries.hits import GroupHit, PersonHit, Pieces, TopicHit
from kring.topics.models import Topic
from kring.topics.queries import visible_topics

KNOWS = 3  # subjects shown with a person, only those that match
Hit = TypeVar("Hit")


def people(viewer: Viewer, ids: Sequence[UUID], q: str) -> tuple[PersonHit, ...]:
    """The people with these ids, in this order."""
    if not ids:
        return ()
    known = (
        Expertise.objects.filter(account=OuterRef("pk"))
        .order_by()
        .values("account")
        .annotate(all=ArrayAgg("name", order_by="name"))
        .values("all")
    )
    rows = Account.objects.filter(visible_people(viewer), pk__in=ids, is_active=True).annotate(
        knows=Subquery(known)
    )
    return _in_order(ids, ((row["id"], _person(row, q)) for row in rows.values(*cards.FIELDS, "knows")))


def _person(row: dict[str, Any], q: str) -> PersonHit:
    card = cards.card(row)
    told = " · ".join(part for part in (card.function, card.department) if part)
    subjects = [_marked(subject, q) for subject in row["knows"] or ()]
    matching = [pieces for pieces in subjects if any(hit for _, hit in pieces)]
    return PersonHit(card, _marked(told, q), tuple(matching[:KNOWS]))


def groups(viewer: Viewer, ids: Sequence[UUID], q: str) -> tuple[GroupHit, ...]:
    """The groups with these ids, in this order."""
    if not ids:
        return ()
    readable = Exists(readable_audiences(viewer).filter(group=OuterRef("pk")))
    rows = Group.objects.filter(visible_groups(viewer), pk__in=ids).annotate(readable=readable)
    return _in_order(ids, ((row.pk, _group(row, q)) for row in rows))


def _group(row: Any, q: str) -> GroupHit:
    # How many people are in it is told to who reads it, as on every other page.
    members = row.member_count if row.readable else None
    return GroupHit(row.name, row.slug, row.kind, members, _marked(row.purpose, q))


def topics(viewer: Viewer, ids: Sequence[UUID], q: str) -> tuple[TopicHit, ...]:
    """The topics with these ids, in this order."""
    if not ids:
        return ()
    rows = Topic.objects.filter(visible_topics(viewer), pk__in=ids)
    return _in_order(ids, ((row.pk, TopicHit(row.name, row.slug, _marked(row.text, q))) for row in rows))


def author(viewer: Viewer, handle: str) -> str:
    """The name behind a handle, "" for nobody the viewer may know."""
    if not handle:
        return ""
    names = Account.objects.filter(visible_people(viewer), handle=handle).values_list("name", flat=True)
    return names.first() or ""


def _in_order(ids: Sequence[UUID], found: Iterable[tuple[UUID, Hit]]) -> tuple[Hit, ...]:
    by_id = dict(found)
    return tuple(by_id[pk] for pk in ids if pk in by_id)


def _marked(text: str, q: str) -> Pieces:
    return tuple(highlight(text, q)) if text else ()
