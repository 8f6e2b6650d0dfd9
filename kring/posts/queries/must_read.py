"""What must be read: what waits for a reader, how it stands with one message, and the figures."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from kring.discussion.models import ItemState
from kring.groups.access import holders_of, meant_for, meant_for_sql, readable_by, readable_sql
from kring.identity.models import AccountKind
from kring.identity.rules import may_see_figures
from kring.identity.viewer import Viewer
from kring.infra.verdict import require
from kring.kit.smallnumber import Share, share, stepped
from kring.posts.models import Acknowledged, MustRead

SMALLEST_GROUP = 10  # of fewer people a figure is for who asked only

# One column of a statement with the parameters `me`, `tokens` and `today`: what waits for the viewer.
TO_READ_SQL = f"""(SELECT coalesce(jsonb_agg(m), '[]') FROM (
    SELECT t.id, coalesce(nullif(t.title, ''), t.excerpt) AS title, a.name AS by, r.until
      FROM posts_mustread r
      JOIN discussion_thread t ON t.id = r.thread_id AND t.state = 'published'
      JOIN identity_account a ON a.id = r.by_id
     WHERE r.people IS NULL AND r.until >= %(today)s AND t.author_id <> %(me)s
       AND {meant_for_sql("t.group_id")} = ANY(%(tokens)s) AND {readable_sql("t.audience_id")}
       AND NOT EXISTS (SELECT 1 FROM posts_acknowledged k
                        WHERE k.must_read_id = r.id AND k.account_id = %(me)s)
     ORDER BY r.until, r.id LIMIT 20) m)"""  # noqa: S608 - made of constants only

# Whether a message is asked to be read now: `t` is a thread; parameter `today`.
MUST_BE_READ_SQL = """EXISTS (SELECT 1 FROM posts_mustread asked
    WHERE asked.thread_id = t.id AND asked.people IS NULL AND asked.until >= %(today)s)"""


@dataclass(frozen=True)
class ToRead:
    """A message that waits to be read, up to and with a day."""

    id: UUID
    title: str
    by: str
    until: date


def to_read_from(column: str) -> tuple[ToRead, ...]:
    """What stands in a `TO_READ_SQL` column: what ends first comes first."""
    rows = json.loads(column)
    return tuple(
        ToRead(UUID(row["id"]), row["title"], row["by"], date.fromisoformat(row["until"])) for row in rows
    )


def to_read(viewer: Viewer, now: datetime) -> tuple[ToRead, ...]:
    """What waits for the viewer to be read."""
    values: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "today": timezone.localdate(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {TO_READ_SQL}", values)
        return to_read_from(cursor.fetchone()[0])


@dataclass(frozen=True)
class SenderView:
    """How it stands, for who asked it and nobody else; `share` is None for too few people."""

    people: int
    share: Share | None
    is_final: bool
    this_month: int


@dataclass(frozen=True)
class MustReadView:
    """That a message must be read; `asked` when it is asked of the viewer, `done` when that was said."""

    until: date
    running: bool
    asked: bool
    done: bool
    sender: SenderView | None = None


def must_read_of(viewer: Viewer, thread_id: UUID, now: datetime) -> MustReadView | None:
    """How it stands with one message; of what is over, only for who asked it. One statement for readers."""
    done = Exists(Acknowledged.objects.filter(must_read=OuterRef("pk"), account=viewer.id))
    rows = MustRead.objects.filter(
        readable_by(viewer, "thread__audience"), thread=thread_id, thread__state=ItemState.PUBLISHED
    )
    row = rows.select_related("thread").annotate(is_done=done).order_by("-at").first()
    if row is None:
        return None
    running, mine = is_running(row, now), row.by_id == viewer.id
    if not running and not mine:
        return None
    is_done: bool = row.is_done
    asked = running and not mine and meant_for(row.thread.group_id) in viewer.tokens
    return MustReadView(
        row.until, running, asked, asked and is_done, _for_sender(viewer, row, now) if mine else None
    )


def _for_sender(viewer: Viewer, row: MustRead, now: datetime) -> SenderView:
    is_final = row.people is not None and row.acknowledged is not None
    if row.people is not None and row.acknowledged is not None:
        people, read = row.people, row.acknowledged
    else:
        people, read = counted(row)
        read = stepped(read)
    return SenderView(people, share(read, people), is_final, sent_in_month(viewer, now))


def is_running(row: MustRead, now: datetime) -> bool:
    """Whether it is asked now: not ended, and its day is not over."""
    return row.people is None and row.until >= timezone.localdate(now)


def counted(row: MustRead) -> tuple[int, int]:
    """Whom it concerns now, and how many of them said they read it: colleagues other than the writer."""
    concerned = holders_of(meant_for(row.thread.group_id)).filter(kind=AccountKind.EMPLOYEE)
    concerned = concerned.exclude(pk=row.thread.author_id)
    said = Acknowledged.objects.filter(must_read=row, account__in=concerned)
    return concerned.count(), said.count()


def sent_in_month(viewer: Viewer, now: datetime) -> int:
    """How often the viewer asked it in the month of `now`."""
    begin = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return MustRead.objects.filter(by=viewer.id, at__gte=begin, at__lte=now).count()


@dataclass(frozen=True)
class ReadingFigure:
    """The metric `must_read` over a time: how many messages ended in it, and the share at their end."""

    ended: int
    share: Share | None


def reading_figure(viewer: Viewer, since: date, before: date) -> ReadingFigure:
    """Acknowledged of whom it concerned, over all that ended in [since, before). Raises Refused.

    What was asked of fewer than ten people is left out, and so is what was taken away since.
    """
    require(may_see_figures(viewer))
    rows = MustRead.objects.filter(
        people__gte=SMALLEST_GROUP,
        until__gte=since,
        until__lt=before,
        thread__state=ItemState.PUBLISHED,
    )
    total = rows.aggregate(people=Sum("people"), read=Sum("acknowledged"))
    return ReadingFigure(rows.count(), share(total["read"] or 0, total["people"] or 0))
