"""Every read of the timeline."""

from kring.timelines.queries.finding import PAGE, Page, page
from kring.timelines.queries.lanes import LANES, Lane
from kring.timelines.queries.live import MOST_FRESH, fresh_count, heard_streams
from kring.timelines.queries.settings import TurnedDown, turned_down

__all__ = [
    "LANES",
    "MOST_FRESH",
    "PAGE",
    "Lane",
    "Page",
    "TurnedDown",
    "fresh_count",
    "heard_streams",
    "page",
    "turned_down",
]
