"""Everything that writes the index; each can run again at any time and leaves the same rows."""

from kring.search.actions.names import index_group, index_person, index_topics
from kring.search.actions.passages import index_comment, index_thread
from kring.search.actions.rebuilding import Progress, rebuild_index, rebuild_names

__all__ = [
    "Progress",
    "index_comment",
    "index_group",
    "index_person",
    "index_thread",
    "index_topics",
    "rebuild_index",
    "rebuild_names",
]
