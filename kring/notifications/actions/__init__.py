"""Everything that is done with notices."""

from kring.notifications.actions.answering import receive
from kring.notifications.actions.mailing import allow_mail, note_mailed, note_told, stop_mail
from kring.notifications.actions.pushing import (
    add_device,
    move_device,
    push_notice,
    queue_push,
    remove_device,
    wire_push,
)
from kring.notifications.actions.telling import (
    News,
    mark_all_read,
    mark_read,
    note_opened,
    tell_of_acceptance,
    tell_of_comment,
    tell_of_due_answer,
    tell_of_held_draft,
    tell_of_merger,
    tell_of_praise,
    tell_of_reply,
    tell_of_report,
    tell_of_thread,
)
from kring.notifications.actions.wishes import choose_roads, set_hours, set_road

__all__ = [
    "News",
    "add_device",
    "allow_mail",
    "choose_roads",
    "mark_all_read",
    "mark_read",
    "move_device",
    "note_mailed",
    "note_opened",
    "note_told",
    "push_notice",
    "queue_push",
    "receive",
    "remove_device",
    "set_hours",
    "set_road",
    "stop_mail",
    "tell_of_acceptance",
    "tell_of_comment",
    "tell_of_due_answer",
    "tell_of_held_draft",
    "tell_of_merger",
    "tell_of_praise",
    "tell_of_reply",
    "tell_of_report",
    "tell_of_thread",
    "wire_push",
]
