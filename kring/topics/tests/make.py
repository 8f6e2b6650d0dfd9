"""Builders for topics, made with the real actions."""

from datetime import datetime

from kring.topics.actions import topics_named
from kring.topics.queries import TopicCard


def make_topic(name: str, *, now: datetime, public: bool = True) -> TopicCard:
    """A topic, named in a text for every colleague unless `public` says otherwise."""
    return topics_named(names=[name], now=now, public=public)[0]
