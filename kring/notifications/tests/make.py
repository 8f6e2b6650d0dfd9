"""A small world for notices, made with real actions."""

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

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def account(name: str, **more: object) -> Account:
    """A colleague, or a guest with `kind="guest"`."""
    return create_account(person=NewAccount(email=None, name=split_name(name), **more), by=None, now=NOON)


def person(name: str, **more: object) -> Viewer:
    """A new colleague, as a viewer."""
    return viewer_for(account(name, **more))


def again(viewer: Viewer) -> Viewer:
    """The viewer as of now: memberships may have changed."""
    return viewer_for(Account.objects.get(pk=viewer.id))


def closed_group(owner: Viewer, *members: Viewer, kind: str = GroupKind.CLOSED, name: str = "Haven") -> Group:
    """A group with its owner and members."""
    group = create_group(actor=owner, text=GroupText(name=name, purpose="Kades", kind=kind), now=NOON)
    enrol(group_id=group.pk, account_ids=[member.id for member in members], now=NOON)
    return group


def ask(
    writer: Viewer, title: str = "Hoe werkt het?", *, group: Group | None = None, **more: object
) -> Thread:
    """A question of `writer`, for everyone or for a group."""
    audience = Audience.objects.get(group=group).pk if group else EVERYONE_AUDIENCE
    draft = Draft(
        kind=str(more.get("kind", "question")),
        title=title,
        source=str(more.get("source", "Ik wil het graag weten.")),
        audience_id=audience,
        group_id=group.pk if group else None,
    )
    when = more.get("now", NOON)
    return publish(draft=draft, writer=again(writer), now=when, quiet=bool(more.get("quiet")))[0]


def reply(writer: Viewer, thread: Thread, source: str = "Zo werkt het.", **more: object) -> Comment:
    """A comment of `writer`; an answer with `answer=True`, a reply with `parent=`."""
    kind = CommentKind.ANSWER if more.get("answer") else CommentKind.COMMENT
    parent: Comment | None = more.get("parent")
    return write_comment(
        thread_id=thread.pk,
        source=source,
        writer=again(writer),
        now=more.get("now", NOON),
        kind=kind,
        parent_id=parent.pk if parent else None,
    )[0]


def deliver(times: int = 1, only: str = "kring.notifications") -> None:
    """Carry out every reaction of ours that waits, each so many times."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs RETURNING id, args")
        jobs = sorted(cursor.fetchall())
    for _, args in jobs:
        given = json.loads(args) if isinstance(args, str) else args
        for _ in range(times):
            if given["reaction"].startswith(only):
                react(UUID(given["event_id"]), given["reaction"])
