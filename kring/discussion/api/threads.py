"""What one does with a whole conversation."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from kring.discussion.actions import closing, follows, moving, pinning, reading, threads, validity
from kring.discussion.actions.previews import remove_preview
from kring.discussion.api.comments import Earlier, Reaction, set_reaction
from kring.discussion.queries.conversation import conversation
from kring.discussion.queries.history import history, reactors
from kring.discussion.queries.standing import thread_for
from kring.discussion.rules import may_move
from kring.groups.access import audience_of, is_member
from kring.identity.api import NOTHING, PLAIN, READ, WRITE, Flawed, Slug, Strict, Switch, answers
from kring.identity.web.viewer import viewer_of
from kring.infra.verdict import Unseen, require
from kring.kit.clock import until_of, utcnow
from kring.people.api import Person

router = Router(tags=["conversations"])


class Move(Strict):
    """Where to: a group's slug, or empty for everyone. `widening` says that more readers are meant."""

    where: Slug
    widening: bool = Field(default=False, strict=True)


class Validity(Strict):
    """Whether it holds. If not: why, and where to read on, in another conversation or elsewhere."""

    holds: bool = Field(strict=True)
    reason: str = Field(default="", max_length=200, pattern=PLAIN)
    instead: UUID | None = None
    link: str = Field(default="", max_length=500, pattern=f"^({validity.WEB_ADDRESS})?$")


class Reactor(Schema):
    """Who said which of the five words."""

    kind: str
    person: Person


@router.get(
    "threads/{uuid:thread_id}/history",
    response=answers(list[Earlier]),
    auth=READ,
    url_name="api-thread-history",
)
def thread_history(request: HttpRequest, thread_id: UUID) -> Any:
    """What a conversation's first text said before, newest first."""
    return list(history(viewer_of(request), thread_id))


@router.get(
    "threads/{uuid:thread_id}/reactions", response=answers(list[Reactor]), auth=READ, url_name="api-reactors"
)
def who_reacted(request: HttpRequest, thread_id: UUID) -> Any:
    """The names behind the numbers."""
    return [{"kind": kind, "person": person} for kind, person in reactors(viewer_of(request), thread_id)]


@router.put("threads/{uuid:thread_id}/reaction", response=NOTHING, auth=WRITE, url_name="api-thread-reaction")
def react_to_thread(request: HttpRequest, thread_id: UUID, told: Reaction) -> Any:
    """Say one of the five words about a conversation's first text, or take it back."""
    set_reaction(request, thread_id, None, told)
    return Status(204, None)


@router.put(
    "threads/{uuid:thread_id}/following", response=NOTHING, auth=WRITE, url_name="api-thread-following"
)
def follow(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Follow a conversation, or no longer."""
    viewer = viewer_of(request)
    thread_for(viewer, thread_id)
    if wanted.on:
        follows.follow_thread(thread_id=thread_id, follower=viewer, now=utcnow(), even_if_muted=True)
    else:
        follows.unfollow_thread(thread_id=thread_id, follower=viewer, now=utcnow())
    return Status(204, None)


class Muting(Switch):
    """On or off, and for how long."""

    long: Literal["day", "week", "always"] = "always"


@router.put("threads/{uuid:thread_id}/muting", response=NOTHING, auth=WRITE, url_name="api-thread-muting")
def mute(request: HttpRequest, thread_id: UUID, wanted: Muting) -> Any:
    """Hear nothing more of a conversation for as long as said, or hear of it as before."""
    viewer, now = viewer_of(request), utcnow()
    thread_for(viewer, thread_id)
    if wanted.on:
        until = until_of(wanted.long, now)
        follows.mute_thread(thread_id=thread_id, follower=viewer, now=now, until=until)
    else:
        follows.end_mute(thread_id=thread_id, follower=viewer, now=now)
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/reading", response=NOTHING, auth=WRITE, url_name="api-thread-reading")
def read(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Count a conversation as read up to now, or put it back among the unread."""
    change = reading.mark_read if wanted.on else reading.mark_unread
    change(thread_id=thread_id, reader=viewer_of(request), now=utcnow())
    return Status(204, None)


class ReadUntil(Strict):
    """Up to which moment everything counts as read; a moment to come means now."""

    until: AwareDatetime


@router.put("reading", response=NOTHING, auth=WRITE, url_name="api-reading")
def read_everything(request: HttpRequest, wanted: ReadUntil) -> Any:
    """Count everything up to a moment as read."""
    reading.mark_everything_read(reader=viewer_of(request), until=min(wanted.until, utcnow()))
    return Status(204, None)


@router.post("reading/return", response=NOTHING, auth=WRITE, url_name="api-reading-return")
def unread_everything(request: HttpRequest) -> Any:
    """Take the last "everything is read" back."""
    reading.undo_everything_read(reader=viewer_of(request))
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/closure", response=NOTHING, auth=WRITE, url_name="api-thread-closure")
def close(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Take no new comments any more, or take them again."""
    viewer = viewer_of(request)
    if wanted.on:
        closing.close_comments(thread_id=thread_id, closer=viewer, now=utcnow())
    else:
        closing.reopen_comments(thread_id=thread_id, opener=viewer, now=utcnow())
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/validity", response=NOTHING, auth=WRITE, url_name="api-thread-validity")
def say_whether_it_holds(request: HttpRequest, thread_id: UUID, told: Validity) -> Any:
    """Show with a conversation that it does not hold any more, or let it hold again."""
    viewer = viewer_of(request)
    thread_for(viewer, thread_id)
    if told.holds:
        validity.mark_valid(thread_id=thread_id, marker=viewer, now=utcnow())
        return Status(204, None)
    if not told.reason.strip():
        raise Flawed([("reason", _("Say what has changed."))])
    lapse = validity.Lapse(told.reason, told.instead, told.link)
    try:
        validity.mark_outdated(thread_id=thread_id, lapse=lapse, marker=viewer, now=utcnow())
    except Unseen:
        raise Flawed([("instead", _("You cannot read that conversation, or it is this one."))]) from None
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/pin", response=NOTHING, auth=WRITE, url_name="api-thread-pin")
def pin(request: HttpRequest, thread_id: UUID, wanted: Switch) -> Any:
    """Let a conversation stand above the others in its group, or no longer."""
    act = pinning.pin_thread if wanted.on else pinning.unpin_thread
    act(thread_id=thread_id, pinner=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.put("threads/{uuid:thread_id}/place", response=NOTHING, auth=WRITE, url_name="api-thread-place")
def move(request: HttpRequest, thread_id: UUID, told: Move) -> Any:
    """Move a conversation to a group or to everyone; refused when more would read it without `widening`."""
    viewer = viewer_of(request)
    thread = conversation(viewer, thread_id).thread
    belongs = thread.group is None or is_member(viewer, thread.group["id"])
    require(may_move(viewer, thread.standing, belongs=belongs, owns_target=True))
    try:
        audience_of(viewer, told.where)
    except Unseen:
        sentence = _("You cannot write there (any more). Choose another place.")
        raise Flawed([("where", sentence)]) from None
    moving.move_thread(thread_id=thread_id, mover=viewer, now=utcnow(), **told.model_dump())
    return Status(204, None)


@router.post(
    "threads/{uuid:thread_id}/preview/removal",
    response=NOTHING,
    auth=WRITE,
    url_name="api-thread-preview-removal",
)
def remove_thread_preview(request: HttpRequest, thread_id: UUID) -> Any:
    """Take the preview of a page elsewhere away from a text; the link stays."""
    remove_preview(text_id=thread_id, remover=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post("threads/{uuid:thread_id}/removal", response=NOTHING, auth=WRITE, url_name="api-thread-removal")
def remove_thread(request: HttpRequest, thread_id: UUID) -> Any:
    """Take a whole conversation away; it can come back for thirty days."""
    threads.delete_thread(thread_id=thread_id, remover=viewer_of(request), now=utcnow())
    return Status(204, None)


@router.post("threads/{uuid:thread_id}/return", response=NOTHING, auth=WRITE, url_name="api-thread-return")
def return_thread(request: HttpRequest, thread_id: UUID) -> Any:
    """Bring a conversation back."""
    threads.restore_thread(thread_id=thread_id, restorer=viewer_of(request), now=utcnow())
    return Status(204, None)
