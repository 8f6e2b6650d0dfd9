"""Every write of the timeline."""

from kring.timelines.actions.dials import forget_past_dials, set_dial
from kring.timelines.actions.lanes import (
    add_lane,
    hide_lane,
    move_lane,
    refilter_lane,
    remove_lane,
    rename_lane,
)
from kring.timelines.actions.streams import (
    EVERYONE_STREAM,
    close_streams,
    derive_subscriptions,
    listen,
    listen_again,
    listen_in_group,
    listen_to_thread,
    listen_where_followed,
    listen_where_named,
    move_thread,
    place_group,
    place_thread,
    place_threads,
    signal_news,
    stop_listening_to_thread,
)
from kring.timelines.actions.visits import Opening, Waiting, open_timeline

__all__ = [
    "EVERYONE_STREAM",
    "Opening",
    "Waiting",
    "add_lane",
    "close_streams",
    "derive_subscriptions",
    "forget_past_dials",
    "hide_lane",
    "listen",
    "listen_again",
    "listen_in_group",
    "listen_to_thread",
    "listen_where_followed",
    "listen_where_named",
    "move_lane",
    "move_thread",
    "open_timeline",
    "place_group",
    "place_thread",
    "place_threads",
    "refilter_lane",
    "remove_lane",
    "rename_lane",
    "set_dial",
    "signal_news",
    "stop_listening_to_thread",
]
