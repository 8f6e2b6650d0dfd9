"""Where conversations are pointed out, and where else they can be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kring.discussion.models import ItemState
from kring.groups.access import readable_by, readable_sql
from kring.identity.viewer import Viewer
from kring.posts.models import Reference
from kring.posts.rules import may_end_sharing


@dataclass(frozen=True)
class SharedIn:
    """A group in which a conversation is pointed out."""

    name: str
    slug: str
    by: str
    at: datetime


def shared_in(viewer: Viewer, thread_id: UUID) -> tuple[SharedIn, ...]:
    """The groups in which the conversation is pointed out, as far as the viewer reads what stands there."""
    rows = Reference.objects.filter(
        readable_by(viewer, "thread__audience"),
        readable_by(viewer, "group__audience"),
        thread=thread_id,
        thread__state=ItemState.PUBLISHED,
    ).order_by("at", "id")
    return tuple(SharedIn(*row) for row in rows.values_list("group__name", "group__slug", "by__name", "at"))


@dataclass(frozen=True)
class GroupToShareIn:
    """A group of the viewer's: how many of its members read the conversation, and who shared it there."""

    name: str
    slug: str
    kind: str
    members: int
    readers: int
    by: str
    at: datetime | None
    may_end: bool


_GROUPS = f"""
SELECT g.name, g.slug, g.kind, counted.members, counted.readers, coalesce(sharer.name, ''), r.at,
       r.by_id, m.is_owner
  FROM discussion_thread t
  JOIN groups_membership m ON m.account_id = %(me)s AND 'group:' || m.group_id::text = ANY(%(tokens)s)
  JOIN groups_group g ON g.id = m.group_id AND g.archived_at IS NULL
  LEFT JOIN posts_reference r ON r.thread_id = t.id AND r.group_id = g.id
  LEFT JOIN identity_account sharer ON sharer.id = r.by_id
 CROSS JOIN LATERAL (
       SELECT count(*) AS members, count(*) FILTER (WHERE EXISTS (
                SELECT 1 FROM groups_holding held JOIN groups_audience a ON held.token = ANY(a.tokens)
                 WHERE a.id = t.audience_id AND held.account_id = h.account_id)) AS readers
         FROM groups_holding h WHERE h.token = 'group:' || g.id::text) counted
 WHERE t.id = %(thread)s AND t.state = 'published' AND {readable_sql("t.audience_id")}
   AND t.group_id IS DISTINCT FROM g.id
 ORDER BY r.at IS NULL, g.name
"""  # noqa: S608 - made of constants only


def groups_to_share_in(viewer: Viewer, thread_id: UUID) -> tuple[GroupToShareIn, ...]:
    """The viewer's other groups, those in which the conversation is pointed out already first."""
    values: dict[str, Any] = {"me": viewer.id, "tokens": list(viewer.tokens), "thread": thread_id}
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, values)
        rows = cursor.fetchall()
    return tuple(
        GroupToShareIn(*told, bool(by_id and may_end_sharing(viewer, by_id, owns_group=owns)))  # type: ignore[call-arg]
        for *told, by_id, owns in rows
    )
