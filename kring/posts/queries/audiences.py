"""For whom somebody may write, with exact numbers of readers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from kring.groups.access import EVERYONE, EVERYONE_AUDIENCE, HEADCOUNT_SQL
from kring.identity.viewer import Viewer


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


# Colleagues among the readers of what is for everyone are counted already, see `HEADCOUNT_SQL`; who else
# reads is counted from the holders, as the access check has them.
_OPEN = "%(everyone_token)s = ANY(a.tokens)"
_AUDIENCES = f"""
SELECT coalesce(g.slug, ''), a.id, coalesce(g.name, ''), coalesce(g.kind, 'everyone'), h.readers, h.guests
  FROM groups_audience a
  LEFT JOIN groups_group g ON g.id = a.group_id
 CROSS JOIN LATERAL (
       SELECT count(DISTINCT p.id) + CASE WHEN {_OPEN} THEN {HEADCOUNT_SQL} ELSE 0 END AS readers,
              count(DISTINCT p.id) FILTER (WHERE p.kind = 'guest') AS guests
         FROM groups_holding o JOIN identity_account p ON p.id = o.account_id
        WHERE o.token = ANY(a.tokens) AND (o.token <> %(everyone_token)s)
          AND (p.kind = 'guest' OR NOT {_OPEN})) h
 WHERE ((a.id = %(everyone)s AND %(everyone_token)s = ANY(%(tokens)s))
    OR (g.archived_at IS NULL AND 'group:' || g.id::text = ANY(%(tokens)s)))
   AND (%(where)s::text IS NULL OR coalesce(g.slug, '') = %(where)s)
 ORDER BY a.group_id IS NOT NULL, g.name
"""  # noqa: S608 - made of constants only


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
