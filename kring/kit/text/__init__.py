"""Text analysis for search: words, stems in Dutch and English, compound parts, highlighting."""

from kring.kit.text.analyser import (
    highlight,
    lexemes,
    query_terms,
    to_tsquery_literal,
    to_tsvector_literal,
    words,
)

__all__ = [
    "highlight",
    "lexemes",
    "query_terms",
    "to_tsquery_literal",
    "to_tsvector_literal",
    "words",
]
