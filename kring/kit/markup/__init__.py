"""Markdown and foreign HTML to safe HTML, once, when something is written."""

from kring.kit.markup.foreign import from_html
from kring.kit.markup.plain import excerpt, to_text
from kring.kit.markup.rendering import PersonRef, Rendered, TopicRef, find_mentions, find_topics, render
from kring.kit.markup.safety import SOURCE_LIMIT, TooLong, clean, is_safe_address

__all__ = [
    "SOURCE_LIMIT",
    "PersonRef",
    "Rendered",
    "TooLong",
    "TopicRef",
    "clean",
    "excerpt",
    "find_mentions",
    "find_topics",
    "from_html",
    "is_safe_address",
    "render",
    "to_text",
]
