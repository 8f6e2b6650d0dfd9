"""The six states of the oracle: what changes in the world, and in the facts beside it.

Each change is made with the actions that people use. `STATES` says after each who comes to look.
"""

from collections.abc import Callable
from typing import NamedTuple

from kring.discussion.actions.comments import delete_comment
from kring.discussion.actions.threads import delete_thread
from kring.groups.actions import GroupText, block_member, change_group, remove_member
from kring.identity.actions import deactivate_account
from kring.posts.actions import merge_questions
from tests.access.conversations import rewrite_talk, rewrite_text
from tests.access.making import CIRCLES
from tests.access.world import World

# A kind that more people see, and one that fewer see, both ways.
OTHER_KIND = {"open": "closed", "closed": "open", "on_request": "hidden", "hidden": "on_request"}


def nothing(_world: World) -> None:
    """As everything was made."""


def removed(world: World) -> None:
    """Members and guests are taken out of every group; one is kept out for good."""
    for circle, facts in world.facts.circles.items():
        group, owner = world.cast.groups[circle].pk, world.viewer(next(iter(facts.owners)))
        for who in {"member", "guest", "other_guest"} & facts.members:
            act = block_member if (circle, who) == ("closed", "member") else remove_member
            act(actor=owner, group_id=group, person_id=world.at["account", who], now=world.now)
            facts.members.discard(who)
            facts.blocked |= {who} if act is block_member else set()


def moved(world: World) -> None:
    """Every group gets another audience: what was open closes, what was closed opens."""
    names = {(one.field, one.about): one.text for one in world.aviary.secrets.values()}
    for circle in CIRCLES:
        facts = world.facts.circles[circle]
        facts.kind = OTHER_KIND[facts.kind]
        text = GroupText(
            name=names["circle.name", circle],
            purpose=names["circle.purpose", circle],
            welcome=names["circle.welcome", circle],
            kind=facts.kind,
        )
        change_group(
            actor=world.viewer("owner"),
            group_id=world.cast.groups[circle].pk,
            text=text,
            now=world.now,
            widening_confirmed=True,
        )


def edited(world: World) -> None:
    """Every text that is there says something else; what it said stays in the history."""
    for key, talk in world.facts.talks.items():
        if talk.state == "published":
            rewrite_talk(world, key)
    for key, text in world.facts.texts.items():
        there = text.state == "published" and world.facts.talks[text.talk].state == "published"
        if there and world.facts.people[text.author].here:
            rewrite_text(world, key)


def deleted(world: World) -> None:
    """Whole conversations go in some places, answers in others."""
    for talk in ("open", "closed", "hidden"):
        delete_thread(thread_id=world.at["talk", talk], remover=world.viewer("author"), now=world.now)
        world.facts.talks[talk].state = "deleted"
    for text in ("everyone/answer", "on_request/answer"):
        delete_comment(comment_id=world.at["text", text], remover=world.viewer("member"), now=world.now)
        world.facts.texts[text].state = "deleted"


def merged(world: World) -> None:
    """What was asked twice stands in one place; the address of the other leads there."""
    gone, kept = world.at["talk", "twice"], world.at["talk", "closed"]
    merge_questions(thread_id=gone, into_id=kept, merger=world.viewer("author"), now=world.now)
    world.at["talk", "twice"] = kept
    world.facts.talks["twice"].topics = set()  # the question that stays keeps its own


def departed(world: World) -> None:
    """The author leaves the organisation, and so do people who looked."""
    for who in ("author", "member", "works_council"):
        deactivate_account(account_id=world.at["account", who], by=None, now=world.now)
        world.facts.people[who].here = False


class State(NamedTuple):
    """One change, and who comes to look after it; without `settled` the jobs of before still wait."""

    change: Callable[[World], None]
    visitors: tuple[str, ...] = ()
    settled: bool = True


STATES: dict[str, State] = {
    "before": State(nothing),
    "removed": State(removed, ("member", "guest", "other_guest", "owner")),
    "removed, then the queue": State(removed, ("member", "guest", "other_guest"), settled=False),
    "moved": State(moved, ("outsider", "guest", "member", "pending", "administrator")),
    "moved, then the queue": State(moved, ("outsider", "member", "guest"), settled=False),
    "edited": State(edited, ("outsider", "guest", "member")),
    "deleted": State(deleted, ("outsider", "guest", "author", "owner", "moderator")),
    "merged": State(merged, ("outsider", "guest", "pending", "member", "moderator")),
    "departed": State(departed, ("outsider", "guest", "author", "member", "administrator")),
}
# What is looked at again after a change: wherever texts, names and numbers show.
AGAIN: dict[str, int] = {
    "thread": 7,
    "thread-history": 2,
    "comment-history": 1,
    "group": 5,
    "group-members": 1,
    "groups": 1,
    "readers": 2,
    "person": 4,
    "person-placement": 1,
    "photo": 2,
    "home": 2,
    "topic": 6,
    "notices": 1,
    "search": 2,
    "similar": 1,
    "people": 1,
    "people-suggestions": 1,
    "topic-suggestions": 1,
    "reports": 1,
    "settings": 1,
    "api-thread": 3,
    "api-comments": 4,
    "api-threads": 1,
    "api-timeline": 1,
    "api-group": 2,
    "api-topic": 2,
    "api-notices": 1,
    "api-search": 1,
    "welcome-expertise": 1,
}
