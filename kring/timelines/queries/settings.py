"""What a reader wants less of."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from kring.groups.access import EVERYONE, readable_sql
from kring.identity.viewer import Viewer


@dataclass(frozen=True)
class TurnedDown:
    """One thing of which a reader sees less: `name` is a topic, group or person, empty for the rest."""

    stream: UUID
    kind: str
    name: str


_TURNED_DOWN = """
SELECT d.stream, d.kind, coalesce('#' || tp.slug, g.name, a.name, dep.name, t.title, '')
  FROM timelines_turndown d
  LEFT JOIN topics_topic tp ON tp.id = d.stream AND (tp.is_public AND %(colleague)s OR EXISTS (
       SELECT 1 FROM discussion_threadtopic tt JOIN discussion_thread about ON about.id = tt.thread_id
        WHERE tt.topic_id = tp.id AND about.state = 'published' AND {about}))
  LEFT JOIN groups_group g ON g.id = d.stream
        AND 'group:' || g.id::text = ANY(%(tokens)s)
  LEFT JOIN identity_account a ON a.id = d.stream AND (%(colleague)s OR a.id = ANY(%(knows)s))
  LEFT JOIN people_department dep ON dep.id = d.stream AND %(colleague)s
  LEFT JOIN discussion_thread t ON t.id = d.stream AND t.state = 'published' AND {readable}
 WHERE d.account_id = %(me)s ORDER BY d.at DESC
"""


def turned_down(viewer: Viewer) -> tuple[TurnedDown, ...]:
    """What the viewer wants less of, newest first; a name he may no longer know stays empty."""
    statement = _TURNED_DOWN.format(
        about=readable_sql("about.audience_id"), readable=readable_sql("t.audience_id")
    )
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "colleague": EVERYONE in viewer.tokens,
        "knows": list(viewer.knows or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(TurnedDown(*row) for row in cursor.fetchall())
