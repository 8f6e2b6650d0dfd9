"""How a reader's timeline is set: dials, what he listens to, and what a dial would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from kring.groups.access import EVERYONE, readable_sql
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.timelines.cards import things
from kring.timelines.models import ANY_STREAM, Dial, Setting, Why
from kring.timelines.queries.statements import MANY
from kring.timelines.rules import WEEKS, Flow


@dataclass(frozen=True)
class DialCard:
    """One dial as it stands: `name` is a topic, group, person or department, empty for the rest."""

    stream: UUID
    kind: str
    setting: Setting
    until: datetime | None
    name: str

    @property
    def about(self) -> str:
        """What it is a dial of, in words."""
        return about(self.name, self.kind, everywhere=self.stream == ANY_STREAM)


def about(name: str, kind: str, *, everywhere: bool) -> str:
    """What a dial is of, in words: "questions from Energy", "polls", "#energy"."""
    if not kind:
        return name or _("everything for all colleagues")
    if everywhere:
        return things(kind)
    return _("%(things)s from %(source)s") % {
        "things": things(kind),
        "source": name or _("everything for all colleagues"),
    }


# A name that the viewer may no longer know stays empty.
_NAMED = f"""
SELECT d.stream, d.kind, d.setting, d.until, coalesce('#' || tp.slug, g.name, a.name, dep.name, t.title, '')
  FROM {{dials}} d
  LEFT JOIN topics_topic tp ON tp.id = d.stream AND (tp.is_public AND %(colleague)s OR EXISTS (
       SELECT 1 FROM discussion_threadtopic tt JOIN discussion_thread about ON about.id = tt.thread_id
        WHERE tt.topic_id = tp.id AND about.state = 'published' AND {readable_sql("about.audience_id")}))
  LEFT JOIN groups_group g ON g.id = d.stream AND (
       'group:' || g.id::text = ANY(%(tokens)s) OR (%(colleague)s AND g.kind IN ('open', 'on_request')))
  LEFT JOIN identity_account a ON a.id = d.stream AND (%(colleague)s OR a.id = ANY(%(knows)s))
  LEFT JOIN people_department dep ON dep.id = d.stream AND %(colleague)s
  LEFT JOIN discussion_thread t ON t.id = d.stream AND t.state = 'published'
        AND {readable_sql("t.audience_id")}
"""  # noqa: S608 - made of constants only
_MINE = _NAMED.format(
    dials="""(SELECT * FROM timelines_dial
               WHERE account_id = %(me)s AND (until IS NULL OR until > %(now)s)
               ORDER BY at DESC)"""
)
_ONE = _NAMED.format(
    dials="""(SELECT %(stream)s::uuid AS stream, %(kind)s::text AS kind, 1 AS setting,
                     NULL::timestamptz AS until)"""
)


def dials(viewer: Viewer, now: datetime) -> tuple[DialCard, ...]:
    """What the viewer turned, newest first, as far as it holds now."""
    return _cards(_MINE, viewer, {"now": now})


def about_dial(viewer: Viewer, stream: UUID, kind: str) -> str:
    """What a dial is of, in words that the viewer may know."""
    return _cards(_ONE, viewer, {"stream": stream, "kind": kind})[0].about


def _cards(statement: str, viewer: Viewer, values: dict[str, Any]) -> tuple[DialCard, ...]:
    who: dict[str, Any] = {
        "me": viewer.id,
        "tokens": list(viewer.tokens),
        "colleague": EVERYONE in viewer.tokens,
        "knows": list(viewer.knows or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, {**who, **values})
        rows = cursor.fetchall()
    return tuple(DialCard(row[0], row[1], Setting(row[2]), row[3], row[4]) for row in rows)


@dataclass(frozen=True)
class Target:
    """What a dial on an item can be of: a stream and kind, in words, and how it is turned now."""

    stream: UUID
    kind: str
    about: str
    may_be_more: bool


_TARGETS = f"""
SELECT t.kind, coalesce(nullif(t.title, ''), left(t.excerpt, 80)), t.author_id, a.name, g.id, g.name,
       (SELECT array_agg(tp.id::text || '#' || tp.slug ORDER BY tp.slug)
          FROM discussion_threadtopic tt JOIN topics_topic tp ON tp.id = tt.topic_id
         WHERE tt.thread_id = t.id AND EXISTS (SELECT 1 FROM timelines_streamentry e
                WHERE e.thread_id = t.id AND e.stream = tt.topic_id))
  FROM discussion_thread t
  JOIN identity_account a ON a.id = t.author_id
  LEFT JOIN groups_group g ON g.id = t.group_id
 WHERE t.id = %(thread)s AND t.state = 'published' AND {readable_sql("t.audience_id")}
"""  # noqa: S608 - made of constants only


def targets(viewer: Viewer, thread_id: UUID) -> tuple[str, tuple[Target, ...]]:
    """The title of an item, and all that its dial can be of, nearest first. Raises Unseen.

    A topic only where the item stands in it: that of a closed group stands in its group alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TARGETS, {"thread": thread_id, "tokens": list(viewer.tokens)})
        row = cursor.fetchone()
    if row is None:
        raise Unseen
    kind, title, author_id, author, group_id, group, topics = row
    found = [Target(UUID(topic[:36]), "", topic[36:], may_be_more=True) for topic in topics or ()]
    if group_id:
        found.append(Target(group_id, "", group, may_be_more=True))
        found.append(Target(group_id, kind, about(group, kind, everywhere=False), may_be_more=False))
    if author_id != viewer.id:
        found.append(Target(author_id, "", author, may_be_more=True))
    found.append(Target(ANY_STREAM, kind, things(kind), may_be_more=False))
    return title, tuple(found)


_FLOW = f"""
SELECT count(*), count(*) FILTER (WHERE t.words >= {MANY}),
       EXISTS (SELECT 1 FROM timelines_subscription s
                WHERE s.account_id = %(me)s AND s.stream = %(stream)s AND s.why <> {Why.MORE})
  FROM (SELECT t.comment_count + t.answer_count AS words FROM discussion_thread t
         WHERE {{source}} AND t.state = 'published' AND t.created_at > %(since)s AND t.author_id <> %(me)s
           AND (%(kind)s = '' OR t.kind = %(kind)s) AND {readable_sql("t.audience_id")}
         LIMIT 1000) t
"""  # noqa: S608 - made of constants only
_OF_STREAM = """t.id IN (SELECT e.thread_id FROM timelines_streamentry e
    WHERE e.stream = %(stream)s AND e.act > %(since)s ORDER BY e.act DESC LIMIT 1000)"""
_OF_ANY = """EXISTS (SELECT 1 FROM timelines_streamentry e JOIN timelines_subscription s
    ON s.stream = e.stream AND s.account_id = %(me)s WHERE e.thread_id = t.id)"""


def flow_of(viewer: Viewer, stream: UUID, kind: str, now: datetime) -> Flow:
    """What came by for the viewer in the last weeks from a stream, of one kind or ("") of all."""
    values: dict[str, Any] = {
        "me": viewer.id,
        "stream": stream,
        "kind": kind,
        "since": now - timedelta(weeks=WEEKS),
        "tokens": list(viewer.tokens),
    }
    source = _OF_ANY if stream == ANY_STREAM else _OF_STREAM
    with connection.cursor() as cursor:
        cursor.execute(_FLOW.format(source=source), values)
        return Flow(*cursor.fetchone())


@dataclass(frozen=True)
class Heard:
    """Something that the viewer listens to: `why`, and name and id as (name, slug or handle)."""

    why: Why
    name: str
    slug: str


_HEARD = """
SELECT s.why, coalesce('#' || tp.slug, a.name, g.name, dep.name, ''),
       coalesce(tp.slug, a.handle, g.slug, dep.slug, '')
  FROM timelines_subscription s
  LEFT JOIN topics_topic tp ON tp.id = s.stream AND (tp.is_public OR NOT %(guest)s)
  LEFT JOIN identity_account a ON a.id = s.stream AND (NOT %(guest)s OR a.id = ANY(%(knows)s))
  LEFT JOIN groups_group g ON g.id = s.stream AND 'group:' || g.id::text = ANY(%(tokens)s)
  LEFT JOIN people_department dep ON dep.id = s.stream AND NOT %(guest)s
 WHERE s.account_id = %(me)s AND s.why = ANY(%(whys)s)
 ORDER BY 1, 2 LIMIT 200
"""


def heard(viewer: Viewer) -> tuple[Heard, ...]:
    """Topics, people, groups and the department that the viewer's timeline is made of."""
    values: dict[str, Any] = {
        "me": viewer.id,
        "guest": viewer.is_guest,
        "tokens": list(viewer.tokens),
        "knows": list(viewer.knows or ()),
        "whys": [Why.TOPIC, Why.PERSON, Why.GROUP, Why.DEPARTMENT],
    }
    with connection.cursor() as cursor:
        cursor.execute(_HEARD, values)
        return tuple(Heard(Why(why), name, slug) for why, name, slug in cursor.fetchall() if name)


def digest_only(account_ids: Sequence[UUID], now: datetime) -> list[tuple[UUID, UUID, str]]:
    """What these people want in their digest only, as (account, stream, kind); checks no rights."""
    rows = Dial.objects.filter(account__in=account_ids, setting=Setting.DIGEST)
    holds = rows.exclude(until__lte=now)
    return list(holds.values_list("account_id", "stream", "kind"))
