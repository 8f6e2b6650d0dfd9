"""Ideas, polls and kudos full of canaries: one of each for everyone and one in the closed group."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kring.discussion.actions.threads import Draft
from kring.groups.access import EVERYONE_AUDIENCE, audience_of
from kring.posts.actions import (
    OfficialReply,
    PollText,
    PraiseText,
    add_value,
    give_praise,
    open_poll,
    publish,
    reply_to_idea,
    require_reading,
    support_idea,
    vote,
)
from tests.access.model import Talk
from tests.access.world import World


def make_kinds(world: World) -> None:
    """All of them, by real actions; the author writes, the member is named."""
    name = world.word("value.name", "any")
    value = add_value(name=f"Waarde {name}", actor=world.viewer("administrator"))
    world.at["value", "any"] = value.pk
    world.aviary.id(value.pk, "value.id", "any")
    _rule(world, "rule", "", "community_manager")
    _rule(world, "closed_rule", "closed", "owner")
    for prefix, circle in (("", ""), ("closed_", "closed")):
        _idea(world, f"{prefix}idea", circle)
        _poll(world, f"{prefix}poll", circle)
        _praise(world, f"{prefix}praise", circle, value.pk)


def _draft(world: World, key: str, circle: str, kind: str) -> Draft:
    audience, group = EVERYONE_AUDIENCE, None
    if circle:
        audience, group = audience_of(world.viewer("author"), world.at["circle", circle])
    title = "" if kind == "praise" else f"Parkeervergunning {world.word('talk.title', key)}"
    source = f"Parkeervergunning {world.word('talk.text', key)}."
    return Draft(kind=kind, title=title, source=source, audience_id=audience, group_id=group)


def _place(world: World, key: str, circle: str, pk: UUID) -> dict[str, Any]:
    world.place_talk(key, Talk("author", circle, people={"member", "owner"}), pk)
    return {"thread_id": pk, "now": world.now}


def _rule(world: World, key: str, circle: str, who: str) -> None:
    """A message that must be read."""
    draft = _draft(world, key, circle, "message")
    thread, _text = publish(draft=draft, writer=world.viewer(who), now=world.now)
    world.place_talk(key, Talk(who, circle), thread.pk)
    until = world.now.date() + timedelta(days=60)
    require_reading(thread_id=thread.pk, until=until, sender=world.viewer(who), now=world.now)


def _idea(world: World, key: str, circle: str) -> None:
    draft = _draft(world, key, circle, "idea")
    thread, _text = publish(draft=draft, writer=world.viewer("author"), now=world.now)
    about = _place(world, key, circle, thread.pk)
    support_idea(supporter=world.viewer("member"), on=True, **about)
    reply = OfficialReply(
        stage="explored",
        source=f"We kijken ernaar, {world.word('idea.reply', key)}.",
        owner_id=world.cast.member.pk,
        reply_by=date(2030, 1, 1),
        result_url=f"https://waterrijk.example/{world.word('idea.result', key)}",
    )
    replier = "owner" if circle else "community_manager"
    world.facts.talks[key].people.add(replier)
    reply_to_idea(reply=reply, replier=world.viewer(replier), **about)


def _poll(world: World, key: str, circle: str) -> None:
    options = tuple(f"Keuze {world.word('poll.option', key)}" for _n in range(2))
    draft, writer = _draft(world, key, circle, "poll"), world.viewer("author")
    thread, _text = open_poll(draft=draft, poll=PollText(options=options), writer=writer, now=world.now)
    about = _place(world, key, circle, thread.pk)
    for who in ("member", "owner"):
        vote(places=[1], voter=world.viewer(who), **about)


def _praise(world: World, key: str, circle: str, value_id: UUID) -> None:
    praise = PraiseText(receivers=(world.cast.member.pk,), value_id=value_id)
    draft, writer = _draft(world, key, circle, "praise"), world.viewer("author")
    thread, _text = give_praise(draft=draft, praise=praise, writer=writer, now=world.now)
    _place(world, key, circle, thread.pk)
