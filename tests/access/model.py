"""Who may see what, written a second time and much smaller: the oracle's own opinion.

Nothing of the product is imported here. `Facts` says how things stand, `ALLOWED` holds one line for
each sort of secret, and the rules at the end say who may do what, for the access matrix.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

EVERYONE = ""  # the circle of what is for all colleagues
READ_BY_ALL = {"open", "on_request"}


@dataclass
class Person:
    """Somebody: a colleague or guest, here or gone."""

    guest: bool = False
    here: bool = True
    roles: frozenset[str] = frozenset()
    department: str = ""


@dataclass
class Circle:
    """A group and how people stand to it."""

    kind: str
    members: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    invited: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)


@dataclass
class Talk:
    """A conversation; `people` are named in it besides the author, `topics` are what it is about."""

    author: str
    circle: str = EVERYONE
    state: str = "published"
    people: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)


@dataclass
class Text:
    """A comment or answer in a talk."""

    talk: str
    author: str
    state: str = "published"


@dataclass
class Facts:
    """How things stand; changes of the world are made here too, by hand."""

    people: dict[str, Person] = field(default_factory=dict)
    circles: dict[str, Circle] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)  # report -> text, while it waits
    waiting: dict[str, str] = field(default_factory=dict)  # file that belongs to no text yet -> uploader
    topics: dict[str, bool] = field(default_factory=dict)  # topic -> was named in front of everyone


Check = Callable[[Facts, str, str], bool]


def is_here(facts: Facts, who: str, _about: str = "") -> bool:
    """Has an account that works; the anonymous visitor has none."""
    return who in facts.people and facts.people[who].here


def is_colleague(facts: Facts, who: str, _about: str = "") -> bool:
    """Works here."""
    return is_here(facts, who) and not facts.people[who].guest


def is_member(facts: Facts, who: str, circle: str) -> bool:
    """Belongs to a circle."""
    return is_here(facts, who) and circle != EVERYONE and who in facts.circles[circle].members


def is_owner(facts: Facts, who: str, circle: str) -> bool:
    """Owns a circle."""
    return is_member(facts, who, circle) and who in facts.circles[circle].owners


def reads(facts: Facts, who: str, circle: str) -> bool:
    """Reads what is said in a circle."""
    if circle == EVERYONE or facts.circles[circle].kind in READ_BY_ALL:
        return is_colleague(facts, who) or is_member(facts, who, circle)
    return is_member(facts, who, circle)


def knows(facts: Facts, who: str, circle: str) -> bool:
    """May know that a circle exists and what it is for."""
    if is_here(facts, who) and who in facts.circles[circle].members | facts.circles[circle].invited:
        return True
    return facts.circles[circle].kind != "hidden" and is_colleague(facts, who)


def reads_talk(facts: Facts, who: str, talk: str) -> bool:
    """Reads a conversation, as long as it is there."""
    found = facts.talks[talk]
    return found.state == "published" and reads(facts, who, found.circle)


def reads_text(facts: Facts, who: str, text: str) -> bool:
    """Reads a comment or answer, as long as it and its conversation are there."""
    found = facts.texts[text]
    return found.state == "published" and reads_talk(facts, who, found.talk)


def reads_file(facts: Facts, who: str, about: str) -> bool:
    """Reads a file: who reads the text it belongs to, and its uploader while it waits for one."""
    if about in facts.waiting:
        return is_here(facts, who) and facts.waiting[about] == who
    return reads_text(facts, who, about) if "/" in about else reads_talk(facts, who, about)


def watches(facts: Facts, who: str, talk: str) -> bool:
    """Decides about what is reported in a conversation."""
    found = facts.talks[talk]
    return "moderator" in facts.people[who].roles or is_owner(facts, who, found.circle)


def decides(facts: Facts, who: str, report: str) -> bool:
    """Reads a report that waits, because it is this person's to decide and to read."""
    text = facts.reports.get(report, "")
    return text != "" and reads_text(facts, who, text) and watches(facts, who, facts.texts[text].talk)


def meets(facts: Facts, who: str, person: str) -> bool:
    """May open somebody's profile: colleagues everybody's, guests those of their own circles."""
    if who == person or is_colleague(facts, who):
        return is_here(facts, who)
    both = (circle for circle in facts.circles.values() if {who, person} <= circle.members)
    return is_here(facts, who) and is_here(facts, person) and any(both)


def reads_of(facts: Facts, who: str, person: str) -> bool:
    """Meets somebody in a conversation that both the text and the name belong to."""
    named = (key for key, talk in facts.talks.items() if person in talk.people | {talk.author})
    return any(reads_talk(facts, who, talk) for talk in named)


def is_asked_by(facts: Facts, who: str, person: str) -> bool:
    """Was invited into a circle of this owner, and sees who asks."""
    return any(who in one.invited and person in one.owners for one in facts.circles.values())


def knows_name(facts: Facts, who: str, person: str) -> bool:
    """May know somebody's name, which stays when that person leaves."""
    return is_here(facts, who) and any(check(facts, who, person) for check in (meets, reads_of, is_asked_by))


def sees_card(facts: Facts, who: str, person: str) -> bool:
    """Sees what stands beside a name: function and department, of who is here."""
    return facts.people[person].here and knows_name(facts, who, person)


def sees_profile(facts: Facts, who: str, person: str) -> bool:
    """Sees what somebody tells on a profile; nothing is left of it when that person leaves."""
    return facts.people[person].here and meets(facts, who, person)


def sees_contact(facts: Facts, who: str, person: str) -> bool:
    """Sees phone number and address: for colleagues, and one's own."""
    return sees_profile(facts, who, person) and (who == person or is_colleague(facts, who))


def sees_address(facts: Facts, who: str, person: str) -> bool:
    """Sees the address to sign in with: as a contact, and the administrators of accounts."""
    return sees_contact(facts, who, person) or manages(facts, who)


def manages(facts: Facts, who: str, _about: str = "") -> bool:
    """Manages accounts."""
    return is_here(facts, who) and "administrator" in facts.people[who].roles


def sees_department(facts: Facts, who: str, department: str) -> bool:
    """Colleagues see all departments, guests those of whom they see a card."""
    inside = [key for key, one in facts.people.items() if one.department == department]
    return is_colleague(facts, who) or any(sees_card(facts, who, person) for person in inside)


def knows_topic(facts: Facts, who: str, topic: str) -> bool:
    """A topic once named in front of everyone is known to all colleagues, any other to its readers."""
    about = (key for key, talk in facts.talks.items() if topic in talk.topics)
    if facts.topics[topic] and is_colleague(facts, who):
        return True
    return any(reads_talk(facts, who, talk) for talk in about)


def is_self(facts: Facts, who: str, person: str) -> bool:
    """Is that person, and still here."""
    return is_here(facts, who) and who == person


def nobody(_facts: Facts, _who: str, _about: str) -> bool:
    """For no one at all."""
    return False


ALLOWED: dict[str, Check] = {
    "talk.title": reads_talk,
    "talk.text": reads_talk,
    "talk.credit": reads_talk,
    "talk.lapse": reads_talk,
    "talk.preview": reads_talk,
    "idea.reply": reads_talk,
    "idea.result": reads_talk,
    "poll.option": reads_talk,
    "value.name": is_here,
    "value.id": is_here,  # what the composer offers
    "talk.old title": reads_talk,
    "talk.old text": reads_talk,
    "talk.id": lambda facts, who, talk: reads(facts, who, facts.talks[talk].circle),
    "text.text": reads_text,
    "text.credit": reads_text,
    "text.preview": reads_text,
    "text.old text": reads_text,
    # A removed comment keeps its place while a reply hangs under it.
    "text.id": lambda facts, who, text: reads_talk(facts, who, facts.texts[text].talk),
    "folder.name": is_self,
    "folder.id": is_self,
    "lane.name": is_self,
    "lane.filter": is_self,
    "lane.id": is_self,
    "concept.title": is_self,
    "concept.text": is_self,
    "concept.reason": is_self,
    "concept.key": is_self,
    "key.name": is_self,
    "key.id": is_self,
    "key.secret": nobody,
    "file.name": reads_file,
    "file.words": reads_file,
    "file.picture": reads_file,  # the name of a picture is only for its author and for search
    "file.alt": reads_file,
    "file.id": reads_file,
    "file.taken off": nobody,
    "file.inside": nobody,
    "report.reason": decides,
    "report.id": decides,
    "topic.slug": knows_topic,
    "circle.name": knows,
    "circle.slug": knows,
    "circle.purpose": knows,
    "circle.id": knows,
    "circle.welcome": reads,
    "circle.audience": reads,
    "person.name": knows_name,
    "person.handle": knows_name,
    "person.id": knows_name,
    "person.function": sees_card,
    "place": lambda facts, who, person: is_colleague(facts, who) or sees_profile(facts, who, person),
    "person.about": sees_profile,
    "person.private": sees_profile,
    "person.languages": sees_profile,
    "person.expertise": sees_profile,
    "person.photo": sees_card,
    "person.phone": sees_contact,
    "person.email": sees_address,
    "department.name": sees_department,
    "department.text": is_colleague,
    "invitation.name": manages,
    "invitation.email": manages,
    "invitation.secret": nobody,
    "photo.file": nobody,
    "draft": nobody,
}


class Rule(NamedTuple):
    """Who gets an answer at all, and who of them may go on."""

    words: str
    sees: Check
    may: Check = is_here
    public: bool = False


def outcome(facts: Facts, rule: Rule, who: str, about: str) -> str:
    """What must happen: "open", "door" (sign in first), "unseen" (404) or "refused" (403)."""
    if not is_here(facts, who) and not rule.public:
        return "door"
    if rule.public:
        return "open" if rule.may is is_here or rule.may(facts, who, about) else "unseen"
    if not rule.sees(facts, who, about):
        return "unseen"
    return "open" if rule.may(facts, who, about) else "refused"
