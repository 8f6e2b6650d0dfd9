"""Random things that insiders do in closed and hidden groups; the same seed does the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from kring.discussion.actions.answers import accept_answer
from kring.discussion.actions.comments import delete_comment, edit_comment, write_comment
from kring.discussion.actions.follows import follow_thread, mute_thread
from kring.discussion.actions.reactions import react
from kring.discussion.actions.reports import report
from kring.discussion.actions.threads import Wording, delete_thread, edit_thread
from kring.groups.actions import GroupText, archive_group, change_group, create_group, remove_member
from kring.groups.models import Group
from kring.identity.viewer import Viewer
from kring.posts.actions import also_want
from tests.access.world import World

WORDS = (
    *("parkeervergunning", "kade", "brug", "omgevingswet", "subsidie", "bakker", "vermeer", "noor"),
    *("groep", "kring", "reorganisatie", "verhuizing", "formulier", "vergunningen", "dorpsstraat"),
    *("markt", "zomer", "kantoor", "rekenkamer"),
)
PEOPLE = ("bram.wiersma", "dewi.santoso", "noor.de.wit", "tom.dijkman", "ingrid.van.dalen", "niemand")
# Each circle with two insiders; the first owns it.
INSIDE = {"closed": ("owner", "member"), "hidden": ("owner", "author"), "apart": ("colleague", "other_guest")}


@dataclass
class Doing:
    """One run of chance in one circle, with what it made so far."""

    world: World
    chance: Random
    circle: str
    group: Group
    insiders: tuple[str, ...]
    talks: list[tuple[UUID, str]] = field(default_factory=list)
    texts: list[tuple[UUID, UUID, str]] = field(default_factory=list)

    def who(self) -> str:
        """One of the insiders."""
        return self.chance.choice(self.insiders)

    def viewer(self, who: str) -> Viewer:
        """That insider now."""
        return self.world.viewer(who)

    def words(self) -> str:
        """A few words, with a name and topics now and then."""
        said = [*self.chance.sample(WORDS, 4)]
        if self.chance.random() < 0.5:
            said.append(f"@{self.chance.choice(PEOPLE)}")
        if self.chance.random() < 0.5:
            said.append(f"#{self.chance.choice(WORDS)}")
        return " ".join(said)


def ask(doing: Doing) -> None:
    """A new question, sometimes about a topic that everybody knows."""
    known = doing.world.at["topic", doing.chance.choice(("everyone", "open"))]
    who, topics = doing.who(), (known, doing.chance.choice(WORDS))
    words = {"title": doing.words(), "source": doing.words(), "topics": topics}
    thread = doing.world.cast.publish(who, doing.circle, **words)
    doing.talks.append((thread.pk, who))


def say(doing: Doing) -> None:
    """A comment or answer."""
    talk, _author = doing.chance.choice(doing.talks)
    who, kind = doing.who(), doing.chance.choice(("comment", "answer"))
    row, _ = write_comment(
        thread_id=talk, source=doing.words(), writer=doing.viewer(who), now=doing.world.cast.later, kind=kind
    )
    doing.texts.append((talk, row.pk, who))


def rewrite(doing: Doing) -> None:
    """A talk or comment says something else."""
    talk, author = doing.chance.choice(doing.talks)
    words, now = doing.words(), doing.world.cast.later
    edit_thread(thread_id=talk, wording=Wording(words, words), editor=doing.viewer(author), now=now)
    for _talk, text, who in doing.texts[:1]:
        edit_comment(comment_id=text, source=doing.words(), editor=doing.viewer(who), now=now)


def respond(doing: Doing) -> None:
    """Reacting, following, muting, wanting to know, reporting."""
    talk, _author = doing.chance.choice(doing.talks)
    viewer, now = doing.viewer(doing.who()), doing.world.cast.later
    kind = doing.chance.choice(("thanks", "helped"))
    react(thread_id=talk, comment_id=None, kind=kind, reactor=viewer, now=now)
    also_want(thread_id=talk, wanter=viewer, on=True, now=now)
    follow_thread(thread_id=talk, follower=viewer, now=now)
    report(thread_id=talk, comment_id=None, reason=doing.words(), reporter=viewer, now=now)
    if doing.chance.random() < 0.5:
        mute_thread(thread_id=talk, follower=viewer, now=now)


def choose(doing: Doing) -> None:
    """An answer is the one that helped."""
    talk, who = doing.chance.choice(doing.talks)
    asker, words, now = doing.viewer(who), doing.words(), doing.world.cast.later
    row, _ = write_comment(thread_id=talk, source=words, writer=asker, now=now, kind="answer")
    accept_answer(comment_id=row.pk, chooser=asker, now=now)


def take_away(doing: Doing) -> None:
    """A comment or a whole talk goes."""
    now = doing.world.cast.later
    if doing.texts:
        _talk, text, who = doing.texts.pop()
        delete_comment(comment_id=text, remover=doing.viewer(who), now=now)
    elif len(doing.talks) > 1:
        talk, who = doing.talks.pop()
        delete_thread(thread_id=talk, remover=doing.viewer(who), now=now)


def begin_circle(doing: Doing) -> None:
    """A new hidden group, with a name that others could think of too."""
    text = GroupText(name=doing.chance.choice(WORDS), kind="hidden", purpose=doing.words())
    group = create_group(actor=doing.viewer(doing.insiders[0]), text=text, now=doing.world.now)
    if doing.chance.random() < 0.5:
        archive_group(actor=doing.viewer(doing.insiders[0]), group_id=group.pk, now=doing.world.now)


def turn_inside_out(doing: Doing) -> None:
    """What only members see of a group changes, and a member goes."""
    if doing.group.kind == "hidden":
        text = GroupText(name=doing.words()[:80], kind="hidden", purpose=doing.words())
        owner = doing.viewer(doing.insiders[0])
        change_group(actor=owner, group_id=doing.group.pk, text=text, now=doing.world.now)
        guest = doing.world.at["account", "guest"]
        if guest not in {doing.world.at["account", who] for who in doing.insiders}:
            remove_member(actor=owner, group_id=doing.group.pk, person_id=guest, now=doing.world.now)


DEEDS: tuple[Callable[[Doing], None], ...] = (
    *(ask, say, say, rewrite, respond, choose, take_away, begin_circle),
)


def let_things_happen(world: World, chance: Random, deeds: int) -> None:
    """Do `deeds` random things in one random circle, and carry out what follows."""
    circle = chance.choice(sorted(INSIDE))
    doing = Doing(world, chance, circle, world.cast.groups[circle], INSIDE[circle])
    ask(doing)
    for deed in chance.choices(DEEDS, k=deeds):
        if not doing.talks:
            ask(doing)
        deed(doing)
    turn_inside_out(doing)
