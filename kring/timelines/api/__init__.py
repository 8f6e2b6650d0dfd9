"""The API on the timeline."""

from kring.timelines.api import lanes, lists

ROUTERS = (lists.router, lanes.router)
