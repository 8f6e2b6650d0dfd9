"""The API on what is placed, of every kind."""

from kring.posts.api import drafts, placing, questions, sharing
from kring.posts.api.placing import PlacedThread, publish

ROUTERS = (placing.router, drafts.router, questions.router, sharing.router)
__all__ = ["ROUTERS", "PlacedThread", "publish"]
