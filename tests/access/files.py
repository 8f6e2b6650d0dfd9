"""Files full of canaries: in their names, in what they say, and in what a camera left inside."""

import io
from uuid import UUID

from PIL import Image

from kring.discussion.actions.attachments import attach_files, describe_picture, keep_file, remove_attachment
from kring.discussion.texts import ready
from tests.access.world import World


def place_file(world: World, key: str, who: str) -> None:
    """A plain text beside a conversation ("closed") or a comment ("closed/answer")."""
    pk = _keep(world, key, who, f"Werkwijze {world.word('file.words', key)}.")
    _attach(world, key, who, pk)
    world.at["file", key] = pk
    world.aviary.id(pk, "file.id", key)


def place_picture(world: World, key: str, who: str) -> None:
    """A picture with a description, and with words of the camera that nobody may ever see."""
    exif = Image.Exif()
    exif[0x010E] = world.word("file.inside", key)
    raw = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(raw, "JPEG", exif=exif)
    name = f"{world.word('file.picture', key)}.jpg"
    upload = ready(raw, name, len(raw.getvalue()))
    pk = keep_file(upload=upload, uploader=world.viewer(who), now=world.now)
    _attach(world, key, who, pk)
    alt = f"Een kaart {world.word('file.alt', key)}."
    describe_picture(attachment_id=pk, alt=alt, decorative=False, editor=world.viewer(who), now=world.now)
    world.at["picture", key] = pk
    world.aviary.id(pk, "file.id", key)


def take_off(world: World, key: str, who: str) -> None:
    """A file that was there for a moment; its name and words are nobody's from then on."""
    pk = _keep(world, key, who, f"Oud {world.word('file.taken off', key)}.", field="file.taken off")
    _attach(world, key, who, pk)
    remove_attachment(attachment_id=pk, remover=world.viewer(who), now=world.now)
    world.at["file taken off", key] = pk


def leave_waiting(world: World, who: str) -> None:
    """A file of a text that was never placed."""
    world.facts.waiting["waiting"] = who
    pk = _keep(world, "waiting", who, f"Werkwijze {world.word('file.words', 'waiting')}.")
    world.at["file", "waiting"] = pk
    world.aviary.id(pk, "file.id", "waiting")


def _keep(world: World, key: str, who: str, words: str, field: str = "file.name") -> UUID:
    raw = words.encode()
    upload = ready(io.BytesIO(raw), f"{world.word(field, key)}.txt", len(raw))
    return keep_file(upload=upload, uploader=world.viewer(who), now=world.now)


def _attach(world: World, key: str, who: str, pk: UUID) -> None:
    talk = world.at["talk", key.partition("/")[0]]
    text = world.at["text", key] if "/" in key else None
    attach_files(thread_id=talk, comment_id=text, ids=[pk], owner=world.viewer(who))
