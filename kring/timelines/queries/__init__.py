"""Every read of the timeline."""

from kring.timelines.queries.dials import DialCard, about_dial, dials, digest_only, flow_of, heard, targets
from kring.timelines.queries.finding import PAGE, Page, page
from kring.timelines.queries.lanes import LANES, Lane
from kring.timelines.queries.live import MOST_FRESH, fresh_count, heard_streams

__all__ = [
    "LANES",
    "MOST_FRESH",
    "PAGE",
    "DialCard",
    "Lane",
    "Page",
    "about_dial",
    "dials",
    "digest_only",
    "flow_of",
    "fresh_count",
    "heard",
    "heard_streams",
    "page",
    "targets",
]
