"""What stands around every page for this viewer, in one statement."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.ready import ready_cursor
from kring.notifications.queries import UNREAD_SQL
from kring.posts.queries import DRAFTS_SQL

_AROUND = f"""
SELECT ({UNREAD_SQL}), {DRAFTS_SQL},
       coalesce((SELECT jsonb_agg(jsonb_build_array(g.slug, g.name, g.kind) ORDER BY g.name)
          FROM groups_membership m JOIN groups_group g ON g.id = m.group_id
         WHERE m.account_id = %(me)s AND m.state = 'member' AND g.archived_at IS NULL), '[]')
"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class Around:
    """Numbers of unread notices and of drafts, and the viewer's groups as (slug, name, kind)."""

    unread: int
    drafts: int
    groups: tuple[tuple[str, str, str], ...]


def around(viewer: Viewer) -> Around:
    """What the frame of the page shows."""
    with ready_cursor() as cursor:
        cursor.execute(_AROUND, {"me": viewer.id, "tokens": list(viewer.tokens)})
        unread, drafts, groups = cursor.fetchone()
    return Around(unread, drafts, tuple((slug, name, kind) for slug, name, kind in json.loads(groups)))


def draft_owner(viewer_id: UUID) -> str:
    """A mark that keeps drafts of two people on one device apart and names neither."""
    return viewer_id.hex[-12:]


def reach_database() -> None:
    """Make sure that the database answers; raises OperationalError when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def jobs_by_state() -> list[tuple[str, int]]:
    """How many jobs wait, are in hand, or failed for good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs"
            " WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1"
        )
        return [(state, count) for state, count in cursor.fetchall()]


def some_accounts(count: int) -> list[Account]:
    """Some people who can sign in, for measuring pages with."""
    return list(Account.objects.filter(is_active=True).order_by("id")[:count])
