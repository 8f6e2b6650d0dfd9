"""Every read of the timeline."""

from kring.timelines.queries.dials import DialCard, about_dial, dials, digest_only, flow_of, heard, targets
from kring.timelines.queries.finding import PAGE, Page, page
from kring.timelines.queries.lanes import LANES, PERIODS, STANDARD, Lane, LaneRow
from kring.timelines.queries.live import MOST_FRESH, fresh_count, heard_streams
from kring.timelines.queries.own_lanes import own_lanes

__all__ = [
    "LANES",
    "MOST_FRESH",
    "PAGE",
    "PERIODS",
    "STANDARD",
    "DialCard",
    "Lane",
    "LaneRow",
    "Page",
    "about_dial",
    "dials",
    "digest_only",
    "flow_of",
    "fresh_count",
    "heard",
    "heard_streams",
    "own_lanes",
    "page",
    "targets",
]
