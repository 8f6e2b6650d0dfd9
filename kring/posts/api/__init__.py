"""The API on what is placed, of every kind."""

from kring.posts.api import drafts, must_read, placing, questions, sharing
from kring.posts.api.placing import PlacedThread, publish

ROUTERS = (placing.router, drafts.router, questions.router, sharing.router, must_read.router)
__all__ = ["ROUTERS", "PlacedThread", "publish"]
