"""What a timeline item shows, as plain frozen values: all SQL is done before rendering begins."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from kring.people.cards import PersonCard
from kring.posts.cards import Facts, facts_from
from kring.timelines.models import Why
from kring.timelines.rules import Stretch
from kring.ui.addresses import address


class Reason(NamedTuple):
    """Why an item stands in the timeline, and the stream that "less of this" turns down.

    `text` may hold `{link}`, to be replaced by a link with `link_text` to `url`.
    """

    text: str
    icon: str
    stream: UUID
    link_text: str = ""
    url: str = ""
    less: str = ""  # what one sees less of, after "from now on you see less"


class Peek(NamedTuple):
    """The answer that helped, or else the newest comment."""

    person: PersonCard
    text: str
    at: datetime
    accepted: bool


class CardFile(NamedTuple):
    """A file of the first text; measures in pixels, 0 for what is no picture."""

    id: UUID
    kind: str
    name: str
    alt: str
    decorative: bool
    width: int
    height: int


class Place(NamedTuple):
    """Where a thread stands: a group, or the whole organisation when `group_name` is empty."""

    audience_id: UUID
    group_name: str = ""
    group_slug: str = ""
    group_kind: str = ""
    member_count: int = 0


class Asked(NamedTuple):
    """How far a question is."""

    state: str
    wanted: int
    first_answer_at: datetime | None
    i_want: bool


class Card(NamedTuple):
    """One item of a timeline, with what this reader did with it."""

    id: UUID
    kind: str
    title: str
    html: str
    excerpt: str
    author: PersonCard
    place: Place
    topics: tuple[tuple[UUID, str], ...]
    created_at: datetime
    edited_at: datetime | None
    act: datetime
    version: int
    comment_count: int
    answer_count: int
    reactions: Mapping[str, int]
    my_reaction: str
    i_follow: bool
    i_keep: bool
    question: Asked | None
    facts: Facts | None
    peek: Peek | None
    reason: Reason | None
    files: tuple[CardFile, ...] = ()
    made_by: str = ""  # the department whose work a showcase is
    outdated: bool = False  # what it says does not hold any more
    fresh: int = 0  # comments of others that the reader did not see yet, counted to 99
    personal: bool = False  # must be read, or the reader is named in it, wrote in it or follows it

    @property
    def writer(self) -> UUID:
        """Whose it is."""
        return self.author.id

    @property
    def stays_whole(self) -> bool:
        """Never folds: what is personal, and a question that waits."""
        return self.personal or bool(self.question and self.question.state == "open")

    @property
    def pictures(self) -> tuple[CardFile, ...]:
        """The files that are shown as pictures."""
        return tuple(one for one in self.files if one.width)

    @property
    def thanks(self) -> int:
        """Everything appreciative together: the number on the button."""
        return sum(self.reactions.values())


def card_from(row: Mapping[str, Any], reason: Reason | None) -> Card:
    """The card of one row of the timeline's statement."""
    reactions = json.loads(row["reactions"])
    if row["support"]:
        reactions["thanks"] = reactions.get("thanks", 0) + row["support"]
    return Card(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        html=row["html"],
        excerpt=row["excerpt"],
        author=_author(row),
        place=Place(
            audience_id=row["audience_id"],
            group_name=row["group_name"] or "",
            group_slug=row["group_slug"] or "",
            group_kind=row["group_kind"] or "",
            member_count=row["member_count"] or 0,
        ),
        topics=tuple((UUID(pk), slug) for pk, slug in json.loads(row["topics"])),
        created_at=row["created_at"],
        edited_at=row["edited_at"],
        act=row["act"],
        version=row["version"],
        comment_count=row["comment_count"],
        answer_count=row["answer_count"],
        reactions=reactions,
        my_reaction=row["my_reaction"] or "",
        i_follow=bool(row["i_follow"]),
        i_keep=bool(row["i_keep"]),
        question=_asked(row),
        facts=facts_from(row["kind"], row["facts"]),
        peek=_peek(row),
        reason=reason,
        files=tuple(CardFile(UUID(pk), *rest) for pk, *rest in json.loads(row["files"])),
        made_by=row["made_by"] or "",
        outdated=row["outdated"],
        fresh=row["fresh"],
        personal=row["personal"],
    )


def _author(row: Mapping[str, Any]) -> PersonCard:
    active = row["is_active"]
    return PersonCard(
        id=row["author_id"],
        name=row["author_name"],
        first_name=row["first_name"],
        handle=row["handle"],
        initials=(row["first_name"][:1] + row["last_name"][:1]).upper(),
        face=(row["face"] or "") if active else "",
        photo=row["photo"] if active else None,
        function=(row["function"] or "") if active else "",
        department=(row["department"] or "") if active else "",
        is_guest=row["author_kind"] == "guest",
        is_active=active,
    )


def _asked(row: Mapping[str, Any]) -> Asked | None:
    if row["question_state"] is None:
        return None
    return Asked(row["question_state"], row["wanted"], row["first_answer_at"], bool(row["i_want"]))


def _peek(row: Mapping[str, Any]) -> Peek | None:
    if not row["peek_text"]:
        return None
    person = PersonCard(
        id=row["id"],
        name=row["peek_name"],
        first_name=row["peek_first"],
        handle="",
        initials=(row["peek_first"][:1] + row["peek_last"][:1]).upper(),
        face=row["peek_face"] or "",
        photo=row["peek_photo"],
    )
    return Peek(person, row["peek_text"], row["peek_at"], bool(row["peek_accepted"]))


THINGS = {
    "message": lambda: _("messages"),
    "question": lambda: _("questions"),
    "idea": lambda: _("ideas"),
    "poll": lambda: _("polls"),
    "praise": lambda: pgettext("several", "kudos"),
    "showcase": lambda: pgettext("several", "showcases"),
}


def things(kind: str) -> str:
    """Items of a kind, as a plural in a sentence."""
    return THINGS[kind]()


def fold_line(stretch: Stretch[Card]) -> str:
    """What stands folded here, in words."""
    card, count = stretch.items[0], len(stretch.items)
    if stretch.by == "writer":
        text = ngettext("%(n)s more item from %(name)s", "%(n)s more items from %(name)s", count)
        return text % {"n": count, "name": card.author.first_name}
    words = {
        "idea": ngettext("%(n)s more idea", "%(n)s more ideas", count),
        "poll": ngettext("%(n)s more poll", "%(n)s more polls", count),
        "praise": npgettext("several", "%(n)s more kudos", "%(n)s more kudos", count),
        "showcase": ngettext("%(n)s more showcase", "%(n)s more showcases", count),
    }
    return words[card.kind] % {"n": count}


def reason_from(row: Mapping[str, Any], why: int, stream: UUID) -> Reason:
    """The reason in words, in the reader's language."""
    reason = _worded(row, why, stream)
    less = things(row["kind"])
    if reason.link_text:
        less = _("%(things)s from %(source)s") % {"things": less, "source": reason.link_text}
    return reason._replace(less=less)


def shared_here(row: Mapping[str, Any]) -> Reason | None:
    """On a group's page: by whom a conversation of elsewhere was shared there; nothing to turn down."""
    if not row["shared_slug"]:
        return None
    return Reason(_("Shared here by %(name)s") % {"name": row["shared_by"]}, "right", UUID(int=0))


def _worded(row: Mapping[str, Any], why: int, stream: UUID) -> Reason:
    if why == Why.MENTIONED:
        return Reason(_("You were named in this conversation"), "at", stream)
    if why == Why.THREAD:
        return Reason(_("You follow this conversation"), "bell", stream)
    if why == Why.TOPIC:
        slug = next((slug for pk, slug in json.loads(row["topics"]) if UUID(pk) == stream), "")
        return Reason(_("You follow {link}"), "hash", stream, f"#{slug}", address("topic", slug))
    if why == Why.PERSON:
        link = address("person", row["handle"])
        return Reason(_("You follow {link}"), "person", stream, row["author_name"], link)
    if why == Why.MORE:
        return _asked_for(row, stream)
    if row["shared_slug"]:
        text = _("Shared in {link} by %(name)s") % {"name": row["shared_by"]}
        return Reason(text, "right", stream, row["shared_in"], address("group", row["shared_slug"]))
    if why == Why.GROUP and row["group_id"] == stream:
        icon = "ring-closed" if row["group_kind"] in {"closed", "hidden"} else "ring-open"
        link = address("group", row["group_slug"])
        return Reason(_("You are a member of {link}"), icon, stream, row["group_name"], link)
    if why == Why.DEPARTMENT:
        return Reason(pgettext("reason", "From your department"), "building", stream)
    return Reason(_("For all colleagues"), "megaphone", stream)


def _asked_for(row: Mapping[str, Any], stream: UUID) -> Reason:
    """The reader's dial says more of this."""
    text = _("You asked for more of {link}")
    slug = next((slug for pk, slug in json.loads(row["topics"]) if UUID(pk) == stream), "")
    if slug:
        return Reason(text, "hash", stream, f"#{slug}", address("topic", slug))
    if row["author_id"] == stream:
        return Reason(text, "person", stream, row["author_name"], address("person", row["handle"]))
    if row["group_id"] == stream:
        return Reason(text, "ring-open", stream, row["group_name"], address("group", row["group_slug"]))
    return Reason(_("You asked for more of this"), "sliders", stream)
