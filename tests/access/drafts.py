"""Drafts full of canaries: one that is written, one that waits for its moment, and one that was held back."""

from datetime import timedelta
from uuid import UUID

from kring.kit.ids import new_id
from kring.posts.actions import Handed, save_draft, schedule_draft
from kring.posts.models import Draft
from tests.access.world import World


def make_drafts(world: World) -> None:
    """By real actions; the member writes in the closed group, the author's waits for a year."""
    save_draft(
        key=_key(world, "member"), typed=_typed(world, "member"), writer=world.viewer("member"), now=world.now
    )
    reason = f"Dat mag niet {world.word('concept.reason', 'member')}."
    Draft.objects.filter(key=world.at["concept", "member"]).update(held=reason)
    typed = _typed(world, "author")
    handed = Handed(kind="question", title=typed["title"], source=typed["source"], where=typed["where"])
    schedule_draft(
        key=_key(world, "author"),
        typed=typed,
        handed=handed,
        publish_at=world.now + timedelta(days=360),
        writer=world.viewer("author"),
        now=world.now,
    )


def _key(world: World, who: str) -> UUID:
    key = new_id()
    world.at["concept", who] = key
    world.aviary.id(key, "concept.key", who)
    return key


def _typed(world: World, who: str) -> dict[str, str]:
    return {
        "kind": "question",
        "title": f"Parkeervergunning {world.word('concept.title', who)}?",
        "source": f"Nog niet af {world.word('concept.text', who)}.",
        "where": world.at["circle", "closed"],
    }
