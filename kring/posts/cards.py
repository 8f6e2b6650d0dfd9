"""What an idea, poll or kudos shows beside its text, wherever it stands: frozen values, and their columns."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kring.people.cards import PersonCard
from kring.posts.models import Kind, Stage
from kring.posts.rules import is_result_shown

_PERSON = """jsonb_build_object('id', {a}.id, 'name', {a}.name, 'first', {a}.first_name, 'last',
 {a}.last_name, 'handle', {a}.handle, 'active', {a}.is_active, 'face', {p}.face, 'photo', {p}.photo)"""
# One column of a statement in which `t` is a thread that passed the access rule; parameter `me` (uuid).
FACTS_SQL = f"""CASE t.kind
 WHEN '{Kind.IDEA.value}' THEN (
   SELECT jsonb_build_object('stage', i.stage, 'supports', i.supports, 'reply_by', i.reply_by,
          'mine', EXISTS (SELECT 1 FROM posts_ideasupport s WHERE s.idea_id = t.id AND s.account_id = %(me)s),
          'owner', CASE WHEN o.id IS NOT NULL THEN {_PERSON.format(a="o", p="op")} END)
     FROM posts_idea i LEFT JOIN identity_account o ON o.id = i.owner_id
     LEFT JOIN people_profile op ON op.account_id = o.id WHERE i.thread_id = t.id)
 WHEN '{Kind.POLL.value}' THEN (
   SELECT jsonb_build_object('multiple', pl.multiple, 'anonymous', pl.anonymous, 'ends_at', pl.ends_at,
          'over', pl.closed_at IS NOT NULL OR coalesce(pl.ends_at <= statement_timestamp(), false),
          'voters', pl.voters,
          'voted', EXISTS (SELECT 1 FROM posts_ballot b WHERE b.poll_id = t.id AND b.account_id = %(me)s),
          'options', (SELECT jsonb_agg(jsonb_build_array(c.place, c.text, c.votes, EXISTS (
              SELECT 1 FROM posts_namedvote v WHERE v.option_id = c.id AND v.account_id = %(me)s))
              ORDER BY c.place) FROM posts_polloption c WHERE c.poll_id = t.id))
     FROM posts_poll pl WHERE pl.thread_id = t.id)
 WHEN '{Kind.PRAISE.value}' THEN (
   SELECT jsonb_build_object('value', v.name, 'department', dp.name, 'slug', dp.slug,
          'receivers', (SELECT coalesce(jsonb_agg({_PERSON.format(a="ra", p="rp")} ORDER BY ra.sort_key),
                 '[]') FROM posts_praisereceiver x JOIN identity_account ra ON ra.id = x.account_id
             LEFT JOIN people_profile rp ON rp.account_id = ra.id WHERE x.praise_id = t.id))
     FROM posts_praise pr LEFT JOIN posts_praisevalue v ON v.id = pr.value_id
     LEFT JOIN people_department dp ON dp.id = pr.department_id WHERE pr.thread_id = t.id)
 END"""  # noqa: S608 - made of constants only


@dataclass(frozen=True)
class StageMark:
    """One stage in the line of stages."""

    name: str
    is_past: bool
    is_current: bool


@dataclass(frozen=True)
class IdeaFacts:
    """How far an idea is, who looks after it, and whether the viewer supports it."""

    stage: str
    supports: int
    owner: PersonCard | None
    reply_by: date | None
    mine: bool

    @property
    def is_settled(self) -> bool:
        """Nothing more is to come."""
        return self.stage in {Stage.ADOPTED, Stage.DECLINED}

    @property
    def stages(self) -> tuple[StageMark, ...]:
        """The line of stages; one that was not done ends right there."""
        line = [Stage.SUBMITTED, Stage.EXPLORED, Stage.TRIED, Stage.ADOPTED]
        if self.stage == Stage.DECLINED:
            line = [Stage.SUBMITTED, Stage.DECLINED]
        at = line.index(Stage(self.stage))
        return tuple(StageMark(str(one.label), n <= at, n == at) for n, one in enumerate(line))


@dataclass(frozen=True)
class Option:
    """One answer of a poll; without a shown result it has no votes."""

    place: int
    text: str
    votes: int
    percent: int
    mine: bool


@dataclass(frozen=True)
class PollFacts:
    """A poll as this viewer sees it."""

    multiple: bool
    anonymous: bool
    ends_at: datetime | None
    over: bool
    voters: int
    voted: bool
    shown: bool
    options: tuple[Option, ...]

    @property
    def may_change(self) -> bool:
        """Whether the viewer can still choose something else."""
        return self.voted and not self.over and not self.anonymous

    @property
    def mine(self) -> tuple[str, ...]:
        """What the viewer chose by name."""
        return tuple(option.text for option in self.options if option.mine)


@dataclass(frozen=True)
class PraiseFacts:
    """For whom kudos are, and what the organisation stands for in them."""

    receivers: tuple[PersonCard, ...]
    department: str
    department_slug: str
    value: str

    @property
    def names(self) -> str:
        """All for whom it is, in one line."""
        return ", ".join([*(person.name for person in self.receivers), *filter(None, [self.department])])


Facts = IdeaFacts | PollFacts | PraiseFacts


def facts_from(kind: str, column: str | None) -> Facts | None:
    """The facts of one row's FACTS_SQL column; None for a kind that has none."""
    if column is None:
        return None
    told = json.loads(column)
    makers: dict[str, Callable[[Mapping[str, Any]], Facts]]
    makers = {Kind.IDEA.value: _idea, Kind.POLL.value: _poll, Kind.PRAISE.value: _praise}
    return makers[kind](told)


def _idea(told: Mapping[str, Any]) -> IdeaFacts:
    return IdeaFacts(
        stage=told["stage"],
        supports=told["supports"],
        owner=_person(told["owner"]) if told["owner"] else None,
        reply_by=date.fromisoformat(told["reply_by"]) if told["reply_by"] else None,
        mine=told["mine"],
    )


def _poll(told: Mapping[str, Any]) -> PollFacts:
    options, voters = told["options"] or [], told["voters"]
    voted = told["voted"] or any(mine for *_rest, mine in options)
    shown = is_result_shown(over=told["over"], voted=voted, anonymous=told["anonymous"], voters=voters)
    return PollFacts(
        multiple=told["multiple"],
        anonymous=told["anonymous"],
        ends_at=datetime.fromisoformat(told["ends_at"]) if told["ends_at"] else None,
        over=told["over"],
        voters=voters,
        voted=voted,
        shown=shown,
        options=tuple(
            Option(place, text, votes * shown, round(100 * votes * shown / max(voters, 1)), mine)
            for place, text, votes, mine in options
        ),
    )


def _praise(told: Mapping[str, Any]) -> PraiseFacts:
    return PraiseFacts(
        receivers=tuple(_person(one) for one in told["receivers"]),
        department=told["department"] or "",
        department_slug=told["slug"] or "",
        value=told["value"] or "",
    )


def _person(told: Mapping[str, Any]) -> PersonCard:
    shows = told["active"]
    return PersonCard(
        id=UUID(told["id"]),
        name=told["name"],
        first_name=told["first"],
        handle=told["handle"],
        initials=(told["first"][:1] + told["last"][:1]).upper(),
        face=(told["face"] or "") if shows else "",
        photo=UUID(told["photo"]) if told["photo"] and shows else None,
        is_active=shows,
    )
