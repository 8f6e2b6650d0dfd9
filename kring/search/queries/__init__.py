"""Everything that can be found, each through what the viewer may know and read."""

from kring.search.queries.asked import KINDS, PERIODS, Narrowed, Search
from kring.search.queries.finding import find
from kring.search.queries.hits import Facet, GroupHit, PersonHit, Results, TextHit, TopicHit
from kring.search.queries.similar import SimilarThread, similar_threads
from kring.search.queries.suited import Suited, SuitedGroup, suited

__all__ = [
    "KINDS",
    "PERIODS",
    "Facet",
    "GroupHit",
    "Narrowed",
    "PersonHit",
    "Results",
    "Search",
    "SimilarThread",
    "Suited",
    "SuitedGroup",
    "TextHit",
    "TopicHit",
    "find",
    "similar_threads",
    "suited",
]
