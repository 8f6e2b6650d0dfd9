"""One conversation as a page shows it: the thread, its comments in order, and what the viewer did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from kring.discussion.models import (
    Bookmark,
    Comment,
    CommentKind,
    ItemState,
    Reaction,
    Thread,
    ThreadFollow,
    ThreadTopic,
)
from kring.discussion.queries.attachments import FileCard, attached
from kring.discussion.queries.previews import PreviewCard, previews_of
from kring.discussion.rules import Standing
from kring.groups.access import EVERYONE, is_owner, readable_by
from kring.identity.viewer import Viewer
from kring.infra.verdict import Unseen
from kring.people.cards import PersonCard, card, fields


@dataclass(frozen=True)
class Reactions:
    """Counts per kind of reaction, and the viewer's own ("" for none)."""

    counts: Mapping[str, int]
    mine: str

    @property
    def total(self) -> int:
        """All reactions together."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class CommentView:
    """A comment or answer with its replies; an empty `html` means it was removed."""

    id: UUID
    kind: str
    author: PersonCard
    html: str
    source: str
    created_at: datetime
    edited_at: datetime | None
    reactions: Reactions
    credit: str = ""
    parent_id: UUID | None = None
    replies: tuple["CommentView", ...] = ()
    led_to: tuple[UUID, str] | None = None  # the question that came out of it, if the viewer reads that


@dataclass(frozen=True)
class OutdatedView:
    """That a conversation does not hold any more; `instead` (id, title) is for who may read that one."""

    reason: str
    by: str
    at: datetime
    link: str
    instead: tuple[UUID, str] | None


@dataclass(frozen=True)
class ThreadView:
    """The first item of a conversation and where it stands."""

    id: UUID
    kind: str
    title: str
    html: str
    source: str
    author: PersonCard
    created_at: datetime
    edited_at: datetime | None
    closed_at: datetime | None
    credit: str
    audience_id: UUID
    is_public: bool
    group: Mapping[str, Any] | None
    topics: tuple[tuple[str, str], ...]
    reactions: Reactions
    following: bool
    muted: bool
    muted_until: datetime | None
    accepted_id: UUID | None
    accepted_by: str
    answered_by: UUID | None  # who wrote the accepted answer
    standing: Standing
    version: int = 1
    closed_by: str = ""
    is_pinned: bool = False
    is_kept: bool = False
    outdated: OutdatedView | None = None


@dataclass(frozen=True)
class Conversation:
    """A thread with its answers (the accepted one first) and the comments on the thread itself."""

    thread: ThreadView
    answers: tuple[CommentView, ...]
    comments: tuple[CommentView, ...]
    people: tuple[PersonCard, ...] = field(default=())
    files: Mapping[UUID | None, tuple[FileCard, ...]] = field(default_factory=dict)  # by comment
    previews: Mapping[UUID | None, PreviewCard] = field(default_factory=dict)  # by comment too


def conversation(viewer: Viewer, thread_id: UUID) -> Conversation:
    """The whole conversation in seven statements, one more where previews are on.

    Raises Unseen when the viewer may not read it.
    """
    thread = _thread(viewer, thread_id)
    tree = _tree(_comments(viewer, thread_id))
    answers = sorted(
        (c for c in tree if c.kind == CommentKind.ANSWER), key=lambda c: c.id != thread.accepted_id
    )
    comments = tuple(c for c in tree if c.kind != CommentKind.ANSWER)
    files = attached(viewer, thread_id)
    previews = previews_of(viewer, thread_id)
    return Conversation(thread, tuple(answers), comments, _circle(thread, tree), files, previews)


def _row(viewer: Viewer, thread_id: UUID) -> dict[str, Any]:
    kept = Exists(Bookmark.objects.filter(thread=OuterRef("pk"), account=viewer.id))
    rows = Thread.objects.filter(readable_by(viewer), pk=thread_id, state=ItemState.PUBLISHED)
    instead = Thread.objects.filter(
        readable_by(viewer), pk=OuterRef("outdated__instead"), state=ItemState.PUBLISHED
    )
    titles = {f"instead_{name}": Subquery(instead.values(name)) for name in ("id", "title")}
    found = rows.annotate(is_kept=kept, **titles).values(
        *("is_kept", *fields("author__")),
        *("id", "kind", "title", "html", "source", "created_at", "edited_at", "closed_at", "credit"),
        *("audience_id", "audience__tokens", "reactions", "support", "version"),
        *("group__id", "group__slug", "group__name", "group__kind", "group__archived_at"),
        *("group__member_count", "group__guest_count"),
        *(
            "accepted__comment_id",
            "accepted__by__name",
            "accepted__comment__author_id",
            "closed_by__name",
            "pin__at",
        ),
        *("outdated__reason", "outdated__by__name", "outdated__at", "outdated__link", *titles),
    )
    row: dict[str, Any] | None = found.first()
    if row is None:
        raise Unseen
    return row


def _thread(viewer: Viewer, thread_id: UUID) -> ThreadView:
    row = _row(viewer, thread_id)
    group = {key[7:]: value for key, value in row.items() if key.startswith("group__")}
    follow = ThreadFollow.objects.filter(thread=thread_id, account=viewer.id).values_list("muted", "until")
    muted, until = follow.first() or (None, None)
    return ThreadView(
        **{key: row[key] for key in ("id", "kind", "title", "html", "source", "created_at", "edited_at")},
        **{key: row[key] for key in ("closed_at", "credit", "audience_id", "version")},
        author=card(row, "author__"),
        is_public=EVERYONE in row["audience__tokens"],
        group=group if group["id"] else None,
        topics=tuple(
            ThreadTopic.objects.filter(thread=thread_id)
            .order_by("topic__slug")
            .values_list("topic__slug", "topic__name")
        ),
        reactions=_reactions(row, viewer, thread_id),
        following=muted is False,
        muted=muted is True,
        muted_until=until,
        accepted_id=row["accepted__comment_id"],
        accepted_by=row["accepted__by__name"] or "",
        answered_by=row["accepted__comment__author_id"],
        closed_by=row["closed_by__name"] or "",
        is_pinned=row["pin__at"] is not None,
        is_kept=row["is_kept"],
        outdated=_outdated(row),
        standing=Standing(
            author_id=row["author__id"],
            owns_group=is_owner(viewer, group["id"]),
            archived=group["archived_at"] is not None,
            closed=row["closed_at"] is not None,
        ),
    )


def _outdated(row: Mapping[str, Any]) -> OutdatedView | None:
    if row["outdated__at"] is None:
        return None
    return OutdatedView(
        reason=row["outdated__reason"],
        by=row["outdated__by__name"],
        at=row["outdated__at"],
        link=row["outdated__link"],
        instead=(row["instead_id"], row["instead_title"]) if row["instead_id"] else None,
    )


def _reactions(row: Mapping[str, Any], viewer: Viewer, thread_id: UUID) -> Reactions:
    mine = Reaction.objects.filter(thread=thread_id, comment=None, account=viewer.id)
    return Reactions(counted(row), mine.values_list("kind", flat=True).first() or "")


def counted(row: Mapping[str, Any]) -> dict[str, int]:
    """Counts per kind, with the nameless support of elsewhere as appreciation."""
    counts = dict(row["reactions"])
    if row["support"]:
        counts["thanks"] = counts.get("thanks", 0) + row["support"]
    return counts


def _comments(viewer: Viewer, thread_id: UUID) -> QuerySet[Comment, dict[str, Any]]:
    """Readable comments; a removed one stays in place while somebody's reply hangs under it."""
    replies = Comment.objects.filter(parent=OuterRef("pk"), state=ItemState.PUBLISHED)
    led = Thread.objects.filter(
        readable_by(viewer), pk=OuterRef("offshoot__thread"), state=ItemState.PUBLISHED
    )
    mine = FilteredRelation("own_reactions", condition=Q(own_reactions__account=viewer.id))
    return (
        Comment.objects.filter(readable_by(viewer, "thread__audience"), thread=thread_id)
        .filter(Q(state=ItemState.PUBLISHED) | Exists(replies))
        .annotate(my=mine, mine=F("my__kind"))
        .annotate(led_id=Subquery(led.values("pk")), led_title=Subquery(led.values("title")))
        .order_by("created_at", "id")
        .values(
            *fields("author__"),
            *("id", "parent_id", "kind", "state", "html", "source", "created_at", "edited_at"),
            *("reactions", "support", "credit", "mine", "led_id", "led_title"),
        )
    )


def _tree(rows: QuerySet[Comment, dict[str, Any]]) -> list[CommentView]:
    views = [_comment(row) for row in rows]
    replies: dict[UUID, list[CommentView]] = {}
    for view in views:
        if view.parent_id:
            replies.setdefault(view.parent_id, []).append(view)
    return [
        CommentView(**{**view.__dict__, "replies": tuple(replies.get(view.id, ()))})
        for view in views
        if view.parent_id is None
    ]


def _comment(row: Mapping[str, Any]) -> CommentView:
    there = row["state"] == ItemState.PUBLISHED
    return CommentView(
        id=row["id"],
        kind=row["kind"],
        author=card(row, "author__"),
        html=row["html"] if there else "",
        source=row["source"] if there else "",
        created_at=row["created_at"],
        edited_at=row["edited_at"] if there else None,
        reactions=Reactions(counted(row) if there else {}, row["mine"] or ""),
        credit=row["credit"] if there else "",
        parent_id=row["parent_id"],
        led_to=(row["led_id"], row["led_title"]) if there and row["led_id"] else None,
    )


def _circle(thread: ThreadView, tree: list[CommentView]) -> tuple[PersonCard, ...]:
    """Who takes part, each once, in order of joining."""
    everyone = [thread.author]
    for comment in tree:
        everyone += [c.author for c in (comment, *comment.replies) if c.html]
    return tuple({person.id: person for person in everyone}.values())
