"""Who may do what to what: the words of the access matrix, in terms of the model.

Each right says who gets an answer at all (the others get a 404) and who of them may go on (the others
get a 403 with a reason).
"""

from tests.access import model
from tests.access.model import Facts, Rule


def _always(_facts: Facts, _who: str, _about: str) -> bool:
    return True


def _writes(facts: Facts, who: str, text: str) -> bool:
    found = facts.texts.get(text) or facts.talks[text]
    return who == found.author


def _removes(facts: Facts, who: str, text: str) -> bool:
    return _writes(facts, who, text) or model.watches(facts, who, text.partition("/")[0])


def _chooses(facts: Facts, who: str, text: str) -> bool:
    talk = text.partition("/")[0]
    found = facts.talks[talk]
    helps = "community_manager" in facts.people[who].roles or model.is_owner(facts, who, found.circle)
    return who == found.author or helps


def _has_lane(facts: Facts, who: str, lane: str) -> bool:
    return model.is_here(facts, who) if lane == "ours" else model.is_self(facts, who, lane)


def _reviews(facts: Facts, who: str, talk: str) -> bool:
    """Who gave the chosen answer sees to it."""
    return who == facts.texts[f"{talk}/answer"].author or _chooses(facts, who, talk)


def _replies(facts: Facts, who: str, talk: str) -> bool:
    roles = facts.people[who].roles
    return bool(roles & {"community_manager", "administrator"}) or model.is_owner(
        facts, who, facts.talks[talk].circle
    )


def _asks_reading(facts: Facts, who: str, talk: str) -> bool:
    return _writes(facts, who, talk) and _replies(facts, who, talk)


def _must_read(facts: Facts, who: str, talk: str) -> bool:
    """Is one of those for whom it is meant, and did not write it."""
    circle = facts.talks[talk].circle
    meant = model.is_colleague if circle == model.EVERYONE else model.is_member
    return not _writes(facts, who, talk) and meant(facts, who, circle)


def _pins(facts: Facts, who: str, talk: str) -> bool:
    return model.is_owner(facts, who, facts.talks[talk].circle)


def _opens(facts: Facts, who: str, talk: str) -> bool:
    """Moves it to a place that everyone reads, which no owner of a group owns."""
    found = facts.talks[talk]
    belongs = found.circle == model.EVERYONE or model.is_member(facts, who, found.circle)
    return (who == found.author and belongs) or "moderator" in facts.people[who].roles


def _sees_figures(facts: Facts, who: str, _about: str) -> bool:
    return model.is_here(facts, who) and bool(
        facts.people[who].roles & {"community_manager", "administrator"}
    )


def _moves(facts: Facts, who: str, talk: str) -> bool:
    return _opens(facts, who, talk) or _pins(facts, who, talk)


def _reads_gone_talk(facts: Facts, who: str, talk: str) -> bool:
    found = facts.talks[talk]
    return found.state == "deleted" and model.reads(facts, who, found.circle)


def _reads_gone_text(facts: Facts, who: str, text: str) -> bool:
    found = facts.texts[text]
    return found.state == "deleted" and model.reads_talk(facts, who, found.talk)


def _comes_in(facts: Facts, who: str, circle: str) -> bool:
    group = facts.circles[circle]
    return who not in group.blocked and not facts.people[who].guest


def _joins(facts: Facts, who: str, circle: str) -> bool:
    group = facts.circles[circle]
    return who in group.members or (group.kind == "open" and _comes_in(facts, who, circle))


def _asks(facts: Facts, who: str, circle: str) -> bool:
    group = facts.circles[circle]
    inside = group.members | group.asked
    return group.kind in {"on_request", "closed"} and who not in inside and _comes_in(facts, who, circle)


def _leaves(facts: Facts, who: str, circle: str) -> bool:
    return model.is_member(facts, who, circle) and facts.circles[circle].owners != {who}


def _invites(facts: Facts, who: str, circle: str) -> bool:
    if model.is_owner(facts, who, circle):
        return True
    is_open = facts.circles[circle].kind == "open"
    return is_open and model.is_member(facts, who, circle) and model.is_colleague(facts, who)


def _is_invited(facts: Facts, who: str, circle: str) -> bool:
    return who in facts.circles[circle].invited and model.is_here(facts, who)


def _circle(check: model.Check) -> model.Check:
    """The same question about the circle of a target such as "closed pending"."""
    return lambda facts, who, about: check(facts, who, about.split()[0])


def _points_out(facts: Facts, who: str, about: str) -> bool:
    """Reads the conversation and belongs to the circle in which it is shared."""
    talk, circle = about.split()
    return model.reads_talk(facts, who, talk) and model.is_member(facts, who, circle)


def _takes_away(facts: Facts, who: str, about: str) -> bool:
    """Member shared it."""
    circle = about.split()[1]
    return who == "member" or "moderator" in facts.people[who].roles or model.is_owner(facts, who, circle)


def _both(facts: Facts, who: str, about: str) -> bool:
    """Knows the circle and may see the person."""
    circle, person = about.split()
    return model.knows(facts, who, circle) and model.meets(facts, who, person)


def _told(facts: Facts, who: str, topic: str) -> bool:
    return model.is_colleague(facts, who) and facts.topics[topic]


def _asked(facts: Facts, who: str, topic: str) -> bool:
    """Guests are told that topics are not for them, whatever the topic."""
    return facts.people[who].guest or facts.topics[topic]


def _follows(facts: Facts, who: str, person: str) -> bool:
    return who != person and facts.people[person].here


ANYONE = Rule("anyone, signed in or not", _always, public=True)
NOBODY = Rule("nobody", model.nobody)
ROBOT = Rule("a program with the right token", _always, model.nobody, public=True)
SIGNED_IN = Rule("whoever has an account", _always)
COLLEAGUES = Rule("colleagues, not guests", _always, model.is_colleague)
ADMINISTRATORS = Rule("administrators of accounts", _always, model.manages)
FIGURE_SEERS = Rule("community team and administrators", _always, _sees_figures)
PLACERS = Rule(
    "administrators, for who is here",
    lambda facts, who, person: not model.manages(facts, who) or model.is_here(facts, person),
    model.manages,
)

READERS = Rule("who reads the conversation", model.reads_talk)
WRITER = Rule("who wrote it", model.reads_talk, _writes)
KEEPERS = Rule("writer, group owner, moderator", model.reads_talk, _removes)
REPLIERS = Rule("group owner, community manager, administrator", model.reads_talk, _replies)
READING_ASKERS = Rule("who wrote it, as group owner or for all", model.reads_talk, _asks_reading)
MUST_READERS = Rule("for whom it is meant", model.reads_talk, _must_read)
PINNERS = Rule("owner of the group it stands in", model.reads_talk, _pins)
MOVERS = Rule("writer who belongs there, group owner, moderator", model.reads_talk, _moves)
MERGERS = Rule("asker, group owner, community manager", model.reads_talk, _chooses)
REVIEWERS = Rule("who answered, asker, group owner, community manager", model.reads_talk, _reviews)
OPENERS = Rule("writer who belongs there, moderator", model.reads_talk, _opens)
RETURNERS = Rule("the same people, of what is gone", _reads_gone_talk, _removes)
SHARERS = Rule("who reads it and is in that group", _points_out)
UNSHARERS = Rule("who shared it, group owner, moderator, of the same people", _points_out, _takes_away)
KEEPER = Rule("whose own it is", model.is_self)
LANE_KEEPERS = Rule("whose own it is; ours, everybody signed in", _has_lane)
TEXT_READERS = Rule("who reads the comment", model.reads_text)
TEXT_WRITER = Rule("who wrote it", model.reads_text, _writes)
TEXT_KEEPERS = Rule("writer, group owner, moderator", model.reads_text, _removes)
TEXT_RETURNERS = Rule("the same people, of what is gone", _reads_gone_text, _removes)
FILE_READERS = Rule("who reads its text now", model.reads_file)
FILE_WRITER = Rule("who wrote its text", model.reads_file, _writes)
CHOOSERS = Rule("asker, group owner, community manager", model.reads_text, _chooses)
DECIDERS = Rule("group owner or moderator, who reads it", model.decides)

KNOWERS = Rule("who may know the group", _circle(model.knows))
INSIDERS = Rule("who reads the group", model.reads)
OWNERS = Rule("owners", model.knows, model.is_owner)
READING_OWNERS = Rule("owners; who does not read it sees nothing", model.reads, model.is_owner)
JOINERS = Rule("colleagues, of an open group", model.knows, _joins)
ASKERS = Rule("colleagues who are outside a group on request", model.knows, _asks)
LEAVERS = Rule("members except the last owner", model.knows, _leaves)
INVITED = Rule("who was invited", lambda *asked: model.knows(*asked) and _is_invited(*asked))
INVITERS = Rule("owners, and members of open groups", _both, _circle(_invites))
DOORKEEPERS = Rule("owners, about somebody they see", _both, _circle(model.is_owner))
NO_OWNER_LEFT = Rule("nobody: a group keeps its last owner", _both, model.nobody)
PART_OF_IT = Rule("who is part of the audience", model.reads)

MEETERS = Rule("colleagues; guests for people of their groups", model.meets)
FOLLOWERS = Rule("who sees the person, not oneself", model.meets, _follows)
PHOTO_SEERS = Rule("who sees the profile", model.sees_profile)
TOPIC_READERS = Rule("who knows the topic", model.knows_topic)
TOPIC_KNOWERS = Rule("colleagues, of a topic named before all", _told)
TOPIC_FOLLOWERS = Rule("colleagues, of a topic named before all", _asked, model.is_colleague)
