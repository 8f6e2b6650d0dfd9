"""A small world to search in, made with real actions."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.threads import Draft
from kring.discussion.models import Comment, CommentKind, Thread
from kring.groups.access import EVERYONE_AUDIENCE, viewer_for
from kring.groups.actions import GroupText, create_group, enrol
from kring.groups.models import Audience, Group, GroupKind
from kring.identity.actions import NewAccount, create_account
from kring.identity.models import Account
from kring.identity.viewer import Viewer
from kring.infra.events import react
from kring.kit.names import split_name
from kring.posts.actions import publish
from kring.search import queries
from kring.search.queries import Narrowed, Results, Search

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def person(name: str, **more: object) -> Viewer:
    """A new colleague (a guest with `kind="guest"`), as a viewer."""
    made = create_account(person=NewAccount(email=None, name=split_name(name), **more), by=None, now=NOON)
    return viewer_for(made)


def again(viewer: Viewer) -> Viewer:
    """The viewer as of now: memberships may have changed."""
    return viewer_for(Account.objects.get(pk=viewer.id))


def group(owner: Viewer, *members: Viewer, kind: str = GroupKind.CLOSED, name: str = "Haven") -> Group:
    """A group with its owner and members."""
    made = create_group(actor=owner, text=GroupText(name=name, purpose="Kades en boten", kind=kind), now=NOON)
    enrol(group_id=made.pk, account_ids=[member.id for member in members], now=NOON)
    return made


def ask(
    writer: Viewer, title: str, source: str = "", *, where: Group | None = None, **more: object
) -> Thread:
    """A question of `writer`, for everyone or for a group; `kind="message"` makes a message."""
    audience = Audience.objects.get(group=where).pk if where else EVERYONE_AUDIENCE
    draft = Draft(
        kind=str(more.get("kind", "question")),
        title=title,
        source=source,
        audience_id=audience,
        group_id=where.pk if where else None,
        topics=more.get("topics", ()),
    )
    return publish(draft=draft, writer=again(writer), now=more.get("now", NOON))[0]


def reply(writer: Viewer, thread: Thread, source: str, now: datetime = NOON) -> Comment:
    """An answer of `writer`."""
    made, _ = write_comment(
        thread_id=thread.pk, source=source, writer=again(writer), now=now, kind=CommentKind.ANSWER
    )
    return made


def deliver(only: str = "kring.search") -> None:
    """Carry out every reaction of ours that waits."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs RETURNING id, args")
        jobs = sorted(cursor.fetchall())
    for _, args in jobs:
        given = json.loads(args) if isinstance(args, str) else args
        if given["reaction"].startswith(only):
            react(UUID(given["event_id"]), given["reaction"])


def find(viewer: Viewer, q: str, kind: str = "", **narrowed: str) -> Results:
    """What `viewer` finds, with what waits carried out first."""
    deliver()
    return queries.find(again(viewer), Search(q, kind, Narrowed(**narrowed)), at(60))


def titles(results: Results) -> list[str]:
    """Titles of the texts that were found, best first."""
    return [hit.title for hit in results.texts]
