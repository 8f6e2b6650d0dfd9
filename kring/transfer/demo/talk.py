"""The conversations of the demo world: written by who may write there, read by who may read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from kring.discussion.actions.imports import (
    BroughtChoice,
    BroughtComment,
    BroughtReaction,
    BroughtThread,
    bring_choices,
    bring_comments,
    bring_follows,
    bring_mentions,
    bring_reactions,
    bring_threads,
    settle_threads,
)
from kring.discussion.actions.texts import Prepared, prepare
from kring.groups.access import audience_of
from kring.kit.ids import new_id
from kring.posts.imports import bring_questions, bring_showcases, bring_wanting, settle_questions
from kring.timelines.actions import place_threads
from kring.transfer.demo.building import Resident, Site
from kring.transfer.demo.content import Comment, Reply, Thread
from kring.transfer.demo.files import build_files
from kring.transfer.demo.moments import beginning, following


@dataclass
class Written:
    """One conversation as it was stored, for notices later on."""

    thread_id: UUID
    author: Resident
    at: datetime
    comments: list[tuple[UUID, Resident, datetime]] = field(default_factory=list)
    chosen: tuple[UUID, datetime] | None = None
    kind: str = ""
    title: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a conversation stands."""

    thread_id: UUID
    audience_id: UUID
    group: str
    start: datetime


@dataclass(frozen=True)
class _Spot:
    """Where in a conversation a comment stands, and when it was written."""

    kind: str
    parent_id: UUID | None
    at: datetime


@dataclass
class _Harvest:
    """All rows of all conversations, stored in one go at the end."""

    threads: list[BroughtThread] = field(default_factory=list)
    comments: list[BroughtComment] = field(default_factory=list)
    mentions: list[tuple[UUID, UUID | None, UUID]] = field(default_factory=list)
    reactions: list[BroughtReaction] = field(default_factory=list)
    choices: list[BroughtChoice] = field(default_factory=list)
    wanting: list[tuple[UUID, UUID, datetime]] = field(default_factory=list)
    follows: list[tuple[UUID, UUID, datetime]] = field(default_factory=list)

    def store(self) -> None:
        """Write everything, and make counters, states and streams true."""
        bring_threads(threads=self.threads)
        bring_questions(thread_ids=[one.id for one in self.threads if one.kind == "question"])
        bring_showcases(thread_ids=[one.id for one in self.threads if one.kind == "showcase"])
        bring_comments(comments=self.comments)
        bring_mentions(mentions=self.mentions)
        bring_reactions(reactions=self.reactions)
        bring_choices(choices=self.choices)
        bring_wanting(wanting=self.wanting)
        bring_follows(follows=self.follows)
        ids = [one.id for one in self.threads]
        settle_threads(thread_ids=ids, reactions=True)
        settle_questions(thread_ids=ids)
        place_threads(thread_ids=ids)


def build_talk(site: Site) -> list[Written]:
    """All conversations, oldest first so that ids and times run alike."""
    threads = enumerate(site.world.threads)
    began = sorted((beginning(one.day, one.hour, site.now), number) for number, one in threads)
    harvest, written = _Harvest(), []
    for done, (start, number) in enumerate(began, start=1):
        written.append(_write(site, harvest, site.world.threads[number], start))
        site.progress("Demo: conversations", done, len(began))
    harvest.store()
    for (start, number), one in zip(began, written, strict=True):
        build_files(site.world.threads[number].title, one.thread_id, site.viewer(one.author), start)
    return written


def _write(site: Site, harvest: _Harvest, thread: Thread, start: datetime) -> Written:
    group = "" if thread.where == "everyone" else thread.where
    place = _Place(new_id(start), site.audience(group), group, start)
    author = _author(site, thread.author, place, ())
    audience_id, group_id = audience_of(site.viewer(author), group)  # raises when he may not write there
    text = _prepared(site, thread, author, audience_id, start)
    harvest.threads.append(
        BroughtThread(
            id=place.thread_id,
            kind=thread.kind,
            title=thread.title,
            audience_id=audience_id,
            group_id=group_id,
            topics=tuple(topic.id for topic in text.topics),
            **_columns(text, author, start),
        )
    )
    harvest.mentions += [(place.thread_id, None, pk) for pk in text.mentioned]
    written = Written(place.thread_id, author, start, title=thread.title)
    _write_comments(site, harvest, thread, place, written)
    _follow(site, harvest, thread, place, written)
    harvest.reactions += _reactions(site, thread.reactions, place, None, author, start)
    return written


def _write_comments(site: Site, harvest: _Harvest, thread: Thread, place: _Place, written: Written) -> None:
    last = place.start
    for comment in sorted(thread.comment, key=lambda one: one.after):
        at = last = following(place.start, comment.after, last, site.now)
        pk = _write_comment(site, harvest, comment, place, written, _Spot(comment.kind, None, at))
        for reply in sorted(comment.reply, key=lambda one: one.after):
            at = following(place.start, reply.after, at, site.now)
            _write_comment(site, harvest, reply, place, written, _Spot("comment", pk, at))
        if comment.accepted:
            chosen_at = following(at, site.chance.uniform(0.3, 5), at, site.now)
            harvest.choices.append(BroughtChoice(place.thread_id, pk, chosen_at))
            written.chosen = (pk, chosen_at)


def _write_comment(
    site: Site, harvest: _Harvest, comment: Reply, place: _Place, written: Written, spot: _Spot
) -> UUID:
    spoke = [written.author, *(author for _pk, author, _at in written.comments)]
    author = _author(site, comment.author, place, spoke if isinstance(comment, Comment) else ())
    text = _prepared(site, comment, author, place.audience_id, spot.at)
    pk = new_id(spot.at)
    harvest.comments.append(
        BroughtComment(
            id=pk,
            thread_id=place.thread_id,
            kind=spot.kind,
            parent_id=spot.parent_id,
            **_columns(text, author, spot.at),
        )
    )
    harvest.mentions += [(place.thread_id, pk, one) for one in text.mentioned]
    harvest.reactions += _reactions(site, comment.reactions, place, pk, author, spot.at)
    written.comments.append((pk, author, spot.at))
    return pk


def _prepared(
    site: Site, text: Thread | Reply, author: Resident, audience_id: UUID, at: datetime
) -> Prepared:
    """The text as everybody's is prepared: only who may read it is named in it."""
    body = re.sub(r"@\{([a-z-]+)\}", lambda found: f"@{site.named[found[1]].handle}", text.body)
    body = body.replace("{kring}", settings.ORIGIN)
    topics = text.topics if isinstance(text, Thread) else ()
    return prepare(source=body, audience_id=audience_id, writer=site.viewer(author), now=at, topics=topics)


def _columns(text: Prepared, author: Resident, at: datetime) -> dict[str, Any]:
    return {
        "author_id": author.id,
        "source": text.source,
        "html": text.html,
        "text": text.text,
        "created_at": at,
    }


def _author(site: Site, told: str, place: _Place, spoke: Sequence[Resident]) -> Resident:
    """The person who is told, or ("dept:...") somebody of a department who did not speak here yet.

    Members of the group come first, then whoever else reads it.
    """
    kind, _, slug = told.partition(":")
    if kind != "dept":
        return site.named[told]
    near = [one for one in site.within(slug) if not one.slug and one not in spoke]
    members = site.members.get(place.group)
    inside = [one for one in near if members is None or one in members]
    readers = [one for one in site.readers(place.audience_id) if not one.slug and one not in spoke]
    return site.chance.choice(inside or [one for one in near if one in readers] or readers)


def _reactions(
    site: Site, counts: dict[str, int], place: _Place, comment_id: UUID | None, author: Resident, at: datetime
) -> Iterator[BroughtReaction]:
    """So many readers say so; each says one thing."""
    kinds = [kind for kind, number in counts.items() for _ in range(number)]
    able = [one for one in site.readers(place.audience_id) if one.id != author.id]
    room = site.now - at
    for kind, one in zip(kinds, site.chance.sample(able, min(len(kinds), len(able))), strict=False):
        moment = at + min(room, timedelta(hours=48)) * site.chance.random()
        yield BroughtReaction(place.thread_id, comment_id, one.id, kind, moment)


def _follow(site: Site, harvest: _Harvest, thread: Thread, place: _Place, written: Written) -> None:
    """Who wrote here follows; who wants to know the answer too does as well."""
    writers: Iterable[Resident] = [written.author, *(author for _pk, author, _at in written.comments)]
    able = [one for one in site.readers(place.audience_id) if one.id != written.author.id]
    curious = site.chance.sample(able, min(thread.also_wanted, len(able)))
    if thread.kind == "question":
        harvest.wanting += [(place.thread_id, one.id, place.start) for one in curious]
    followers = dict.fromkeys(one.id for one in [*writers, *curious])
    harvest.follows += [(place.thread_id, pk, place.start) for pk in followers]
