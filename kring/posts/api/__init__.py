"""The API on what is placed, of every kind."""

from kring.posts.api import placing, questions, sharing
from kring.posts.api.placing import PlacedThread, publish

ROUTERS = (placing.router, questions.router, sharing.router)
__all__ = ["ROUTERS", "PlacedThread", "publish"]
