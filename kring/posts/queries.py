"""How far questions are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.discussion.models import ItemState
from kring.groups.access import EVERYONE, EVERYONE_AUDIENCE, readable_by
from kring.identity.viewer import Viewer
from kring.posts.models import AlsoWanted, Question, Showcase


@dataclass(frozen=True)
class Asked:
    """How far a question is, and whether the viewer wants to know it too."""

    state: str
    wanted: int
    first_answer_at: datetime | None
    i_want: bool


def asked(viewer: Viewer, thread_id: UUID) -> Asked | None:
    """How far the question is; None when the thread is no question or not for this viewer."""
    row = (
        Question.objects.filter(
            readable_by(viewer, "thread__audience"), pk=thread_id, thread__state=ItemState.PUBLISHED
        )
        .values_list("state", "wanted", "first_answer_at")
        .first()
    )
    if row is None:
        return None
    mine = AlsoWanted.objects.filter(question=thread_id, account=viewer.id).exists()
    return Asked(*row, i_want=mine)


def made_by(viewer: Viewer, thread_id: UUID) -> str:
    """The department whose work a showcase is; empty when it is none, or not for this viewer."""
    rows = Showcase.objects.filter(
        readable_by(viewer, "thread__audience"), pk=thread_id, thread__state=ItemState.PUBLISHED
    )
    return rows.values_list("department__name", flat=True).first() or ""


@dataclass(frozen=True)
class AudienceChoice:
    """An audience that the viewer may write for, with the exact number of readers besides oneself.

    `where` is the value of the composer's choice: a group's slug, or empty for everyone.
    """

    where: str
    audience_id: UUID
    name: str
    kind: str
    readers: int
    guests: int


# For everyone and for groups everybody reads, the count of one set plus the group's own guests would do;
# counting the holders themselves keeps this the same definition as the access check.
_AUDIENCES = """
SELECT coalesce(g.slug, ''), a.id, coalesce(g.name, ''), coalesce(g.kind, 'everyone'), h.readers, h.guests
  FROM groups_audience a
  LEFT JOIN groups_group g ON g.id = a.group_id
 CROSS JOIN LATERAL (
       SELECT count(DISTINCT p.id) AS readers, count(DISTINCT p.id) FILTER (WHERE p.kind = 'guest') AS guests
         FROM groups_holding o JOIN identity_account p ON p.id = o.account_id
        WHERE o.token = ANY(a.tokens)) h
 WHERE ((a.id = %(everyone)s AND %(everyone_token)s = ANY(%(tokens)s))
    OR (g.archived_at IS NULL AND 'group:' || g.id::text = ANY(%(tokens)s)))
   AND (%(where)s::text IS NULL OR coalesce(g.slug, '') = %(where)s)
 ORDER BY a.group_id IS NOT NULL, g.name
"""


def audiences(viewer: Viewer, where: str | None = None) -> tuple[AudienceChoice, ...]:
    """Everyone (for employees) and each group the viewer is a member of, with exact numbers of readers."""
    values: dict[str, Any] = {
        "everyone": EVERYONE_AUDIENCE,
        "everyone_token": EVERYONE,
        "tokens": list(viewer.tokens),
        "where": where,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AUDIENCES, values)
        return tuple(AudienceChoice(*row) for row in cursor.fetchall())


def audience_for(viewer: Viewer, where: str) -> AudienceChoice | None:
    """That of a group's slug, or everyone's when empty; None when it is not for the viewer to write in."""
    return next(iter(audiences(viewer, where)), None)


def for_everyone(readers: int) -> AudienceChoice:
    """The audience "everyone", when the number of readers is known already."""
    return AudienceChoice("", EVERYONE_AUDIENCE, "", "everyone", readers, 0)
