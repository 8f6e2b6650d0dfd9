"""Things that happen behind closed doors, to compare what outsiders are told before and after."""

from kring.discussion.actions.comments import delete_comment, write_comment
from kring.discussion.actions.reports import report
from kring.groups.actions import GroupText, create_group
from tests.access.conversations import Voices, converse
from tests.access.making import bring_in, name_circle
from tests.access.model import Circle
from tests.access.world import World
from tests.jobs import run_jobs

INSIDERS = ("colleague", "other_guest")


def closed_circle(world: World, key: str, kind: str = "closed") -> None:
    """A group with an owner and nobody else; of a closed one the name is known to colleagues."""
    group = create_group(
        actor=world.viewer("colleague"), text=GroupText(name=f"Kring {key}", kind=kind), now=world.now
    )
    world.cast.groups[key] = group
    world.facts.circles[key] = Circle(kind, {"colleague"}, {"colleague"})
    name_circle(world, key, group, "colleague")


def fill(world: World, key: str) -> None:
    """Everything that can happen in a group: people come in, talk, name, react, report, take away."""
    bring_in(world, world.cast.groups[key], "other_guest", by="colleague")
    world.facts.circles[key].members.add("other_guest")
    converse(world, key, key, Voices("colleague", "other_guest", "colleague", "other_guest", "other_guest"))
    thread = world.cast.publish(
        "colleague",
        key,
        title="Hoe gaat een parkeervergunning in de Dorpsstraat?",
        source="Parkeervergunning voor @bram.wiersma en @dewi.santoso.",
        topics=(world.at["topic", "everyone"], world.at["topic", "open"], "nieuw-onderwerp"),
    )
    now, guest = world.cast.later, world.viewer("other_guest")
    for who in INSIDERS * 2:
        source = f"Parkeervergunning, zie @bram.wiersma #{world.at['topic', 'everyone']}."
        row, _ = write_comment(thread_id=thread.pk, source=source, writer=world.viewer(who), now=now)
        report(thread_id=thread.pk, comment_id=row.pk, reason="Niet aardig.", reporter=guest, now=now)
    delete_comment(comment_id=row.pk, remover=guest, now=now)
    run_jobs()
