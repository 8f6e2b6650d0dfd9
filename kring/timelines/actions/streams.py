"""Keeping streams and subscriptions true."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.db import connection

from kring.discussion.events import CommentWritten, ThreadEvent
from kring.discussion.models import ItemState, Thread
from kring.groups.access import EVERYONE, may_read
from kring.infra import live_signals
from kring.infra.live_tickets import private_stream
from kring.timelines.models import Setting, StreamEntry, Subscription, Why

EVERYONE_STREAM = UUID("00000000-0000-7000-8000-000000000002")

# A closed group's thread stands in its group's stream and its own, and where somebody shared it: in the
# first two permission holds by construction, everywhere the page's statement checks. It stands where it
# began, in its own stream at its last activity: only who wrote, follows or is named meets it again.
_PLACE = """
WITH thread AS (
    SELECT t.id, t.created_at, t.act, t.author_id, t.group_id, %(everyone)s = ANY(a.tokens) AS public
      FROM discussion_thread t JOIN groups_audience a ON a.id = t.audience_id
     WHERE {which} AND t.state = 'published'
), wanted AS (
    SELECT id, act, id AS stream FROM thread
    UNION SELECT id, created_at, group_id FROM thread WHERE group_id IS NOT NULL
    UNION SELECT id, created_at, author_id FROM thread WHERE public
    UNION SELECT id, created_at, %(everyone_stream)s::uuid FROM thread WHERE public AND group_id IS NULL
    UNION SELECT t.id, t.created_at, tt.topic_id FROM thread t
            JOIN discussion_threadtopic tt ON tt.thread_id = t.id WHERE t.public
    UNION SELECT t.id, t.created_at, p.department_id FROM thread t
            JOIN people_profile p ON p.account_id = t.author_id
           WHERE t.public AND p.department_id IS NOT NULL
)
INSERT INTO timelines_streamentry (thread_id, act, stream, shared)
SELECT id, act, stream, false FROM wanted
UNION ALL SELECT t.id, r.at, r.group_id, true
            FROM thread t JOIN posts_reference r ON r.thread_id = t.id
ON CONFLICT (thread_id, stream) DO UPDATE SET act = excluded.act, shared = excluded.shared
"""

_LISTEN = """
WITH me AS (SELECT %(id)s::uuid AS id), wanted AS (
    SELECT stream, min(why) AS why, CASE WHEN min(why) = %(more)s THEN max(until) END AS until FROM (
        SELECT f.thread_id AS stream, %(thread)s AS why, NULL::timestamptz AS until
          FROM discussion_threadfollow f, me WHERE f.account_id = me.id AND NOT f.muted
        UNION ALL SELECT m.thread_id, %(mentioned)s, NULL
          FROM discussion_mention m, me WHERE m.account_id = me.id
        UNION ALL SELECT f.topic_id, %(topic)s, NULL FROM topics_topicfollow f, me WHERE f.account_id = me.id
        UNION ALL SELECT f.person_id, %(person)s, NULL
          FROM people_personfollow f, me WHERE f.follower_id = me.id
        UNION ALL SELECT m.group_id, %(group)s, NULL
          FROM groups_membership m, me WHERE m.account_id = me.id AND m.state = 'member'
        UNION ALL SELECT p.department_id, %(department)s, NULL
          FROM people_profile p, me WHERE p.account_id = me.id AND p.department_id IS NOT NULL
        UNION ALL SELECT %(everyone_stream)s::uuid, %(everyone_why)s, NULL
          FROM groups_holding h, me WHERE h.account_id = me.id AND h.token = %(everyone)s
        UNION ALL SELECT d.stream, %(more)s, coalesce(d.until, 'infinity') FROM timelines_dial d, me
           WHERE d.account_id = me.id AND d.setting = %(dialled)s AND d.kind = ''
    ) streams GROUP BY stream
), gone AS (
    DELETE FROM timelines_subscription s USING me
     WHERE s.account_id = me.id AND s.stream NOT IN (SELECT stream FROM wanted)
)
INSERT INTO timelines_subscription (account_id, stream, why, until)
SELECT me.id, wanted.stream, wanted.why, NULLIF(wanted.until, 'infinity') FROM wanted, me
ON CONFLICT (account_id, stream) DO UPDATE SET why = excluded.why, until = excluded.until
"""


def place_thread(event: ThreadEvent) -> None:
    """Put a thread in exactly the streams it belongs to now; a removed one in none."""
    StreamEntry.objects.filter(thread=event.thread_id).delete()
    _place("t.id = %(thread)s", thread=event.thread_id)


def place_threads(*, thread_ids: Iterable[UUID]) -> None:
    """Put many threads in exactly the streams they belong to now; for imports, inside their transaction."""
    ids = list(thread_ids)
    StreamEntry.objects.filter(thread__in=ids).delete()
    _place("t.id = ANY(%(threads)s)", threads=ids)


def move_thread(event: CommentWritten) -> None:
    """Let a thread come back, at its last activity, for who wrote in it, follows it or is named in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE timelines_streamentry e SET act = t.act FROM discussion_thread t"
            " WHERE t.id = %(id)s AND e.thread_id = t.id AND e.stream = t.id",
            {"id": event.thread_id},
        )


class GroupEvent(Protocol):
    """An event that says which group it is about."""

    @property
    def group_id(self) -> UUID: ...


class AccountEvent(Protocol):
    """An event that says whose subscriptions it touches."""

    @property
    def account_id(self) -> UUID: ...


def place_group(event: GroupEvent) -> None:
    """Put all threads of a group where they belong after its kind changed."""
    StreamEntry.objects.filter(thread__group=event.group_id).delete()
    _place("t.group_id = %(group)s", group=event.group_id)


def listen(event: AccountEvent) -> None:
    """Derive a person's subscriptions anew from memberships, follows and department."""
    derive_subscriptions(account_id=event.account_id)


def listen_again(event: ThreadEvent) -> None:
    """After a mute: listen to the thread as before."""
    if event.actor_id is not None:
        derive_subscriptions(account_id=event.actor_id)


def listen_in_group(event: GroupEvent) -> None:
    """Let all members of a group listen to it, after many were enrolled at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timelines_subscription (account_id, stream, why)"
            " SELECT account_id, group_id, %(why)s FROM groups_membership"
            " WHERE group_id = %(group)s AND state = 'member'"
            " ON CONFLICT (account_id, stream) DO NOTHING",
            {"why": Why.GROUP, "group": event.group_id},
        )


def derive_subscriptions(*, account_id: UUID) -> None:
    """Make a person's subscriptions exactly what memberships, follows and department say."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LISTEN,
            {
                "id": account_id,
                "mentioned": Why.MENTIONED,
                "thread": Why.THREAD,
                "topic": Why.TOPIC,
                "person": Why.PERSON,
                "group": Why.GROUP,
                "department": Why.DEPARTMENT,
                "everyone_why": Why.EVERYONE,
                "more": Why.MORE,
                "dialled": Setting.MORE,
                "everyone": EVERYONE,
                "everyone_stream": EVERYONE_STREAM,
            },
        )


def listen_to_thread(event: ThreadEvent) -> None:
    """Somebody follows one thread."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timelines_subscription (account_id, stream, why) VALUES (%s, %s, %s)"
            " ON CONFLICT (account_id, stream) DO UPDATE SET why = excluded.why",
            [event.actor_id, event.thread_id, Why.THREAD],
        )


def listen_where_named(event: ThreadEvent) -> None:
    """Whoever is named in a thread gets to see it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timelines_subscription (account_id, stream, why)"
            " SELECT DISTINCT account_id, thread_id, %(why)s FROM discussion_mention"
            " WHERE thread_id = %(thread)s"
            " ON CONFLICT (account_id, stream) DO UPDATE SET why = excluded.why",
            {"why": Why.MENTIONED, "thread": event.thread_id},
        )


def listen_where_followed(event: ThreadEvent) -> None:
    """Whoever follows a thread gets to see it, after many came to follow it at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timelines_subscription (account_id, stream, why)"
            " SELECT account_id, thread_id, %(why)s FROM discussion_threadfollow"
            " WHERE thread_id = %(thread)s AND NOT muted"
            " ON CONFLICT (account_id, stream) DO NOTHING",
            {"why": Why.THREAD, "thread": event.thread_id},
        )


def stop_listening_to_thread(event: ThreadEvent) -> None:
    """Somebody follows a thread no longer, or muted it."""
    Subscription.objects.filter(account=event.actor_id, stream=event.thread_id).delete()


# In a closed group's thread only the group's own stream is left here: its members alone listen to that.
# Where it was shared nobody is signalled: not all who listen there may read it.
_SOUNDS = """
SELECT e.stream FROM timelines_streamentry e JOIN discussion_thread t ON t.id = e.thread_id
 WHERE t.id = %(thread)s AND t.state = 'published' AND e.stream <> t.id AND NOT e.shared
"""


def signal_news(*, thread_id: UUID, actor_id: UUID) -> None:
    """Tell open pages that something is new in a thread.

    Streams are named for all who listen to them, and one by one those who follow the thread or are named
    in it and may read it now; nobody hears of what the actor did himself.
    """
    thread = Thread.objects.filter(pk=thread_id, state=ItemState.PUBLISHED).only("audience").first()
    if thread is None:
        return
    listening = Subscription.objects.filter(stream=thread_id).exclude(account=actor_id)
    people = may_read(list(listening.values_list("account", flat=True)), thread.audience_id)
    with connection.cursor() as cursor:
        cursor.execute(_SOUNDS, {"thread": thread_id})
        streams = [stream for (stream,) in cursor.fetchall()]
    live_signals.signal_news(streams=[*streams, *map(private_stream, sorted(people))])


def close_streams(*, account_id: UUID) -> None:
    """Have what a person's open pages listen to read anew, because rights changed."""
    live_signals.signal_close(account_id=account_id)


def _place(which: str, **values: UUID | list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _PLACE.format(which=which),
            {"everyone": EVERYONE, "everyone_stream": EVERYONE_STREAM, **values},
        )
