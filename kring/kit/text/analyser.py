"""Words to lexemes and back: what the search index holds and what a query asks for."""

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from Stemmer import Stemmer

from kring.kit.names import fold
from kring.kit.text.compounds import Splitter, default_splitter
from kring.kit.text.stopwords import STOP_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:['’]s(?![^\W_])|-(?=[^\W_])[^\W_]+)*")
_MAX_WORD: Final = 64
_MAX_POSITION: Final = 16_383
_MAX_POSITIONS: Final = 255
_MAX_VECTOR_BYTES: Final = 1_000_000
_MAX_QUERY_WORDS: Final = 20
_CACHED_WORDS: Final = 60_000
_WEIGHTS: Final = frozenset("ABCD")
_DEFAULT_PASSAGE: Final = 240


@dataclass(frozen=True)
class Analysed:
    """One written word: folded, its lexemes, the lexemes of each of its parts, whether it says little."""

    word: str
    stems: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    is_stop: bool

    @property
    def all_lexemes(self) -> tuple[str, ...]:
        """Every lexeme under which the word is found, each once."""
        return tuple(dict.fromkeys((*self.stems, *(lexeme for part in self.parts for lexeme in part))))


class Analyser:
    """Analyses text with a given compound splitter; safe to share between threads."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter
        self.analysed = lru_cache(maxsize=_CACHED_WORDS)(self._analyse)

    def tokens(self, text: str) -> Iterator[tuple[int, int, Analysed]]:
        """Yield start, end and analysis of every word of an NFC text."""
        for match in _TOKEN.finditer(text):
            analysed = self.analysed(match[0])
            if analysed.word:
                yield match.start(), match.end(), analysed

    def lexemes(self, text: str) -> list[tuple[str, int]]:
        """Return (lexeme, position) pairs; positions count words from 1, stop words included."""
        return [
            (lexeme, position)
            for position, (_, _, analysed) in enumerate(self.tokens(_composed(text)), start=1)
            if not analysed.is_stop
            for lexeme in analysed.all_lexemes
        ]

    def query(self, text: str) -> list[Analysed]:
        """Return the words of a query that say something; all of them when none does."""
        found = [analysed for _, _, analysed in self.tokens(_composed(text[:2000]))]
        telling = [analysed for analysed in found if not analysed.is_stop]
        return list(dict.fromkeys(telling or found))[:_MAX_QUERY_WORDS]

    def _analyse(self, token: str) -> Analysed:
        written = re.sub("['’]", "", token.lower())
        pieces = [fold(piece).replace(" ", "")[:_MAX_WORD] for piece in written.split("-")]
        word = "".join(pieces)[:_MAX_WORD]
        parts = pieces if len(pieces) > 1 else list(self._splitter.split(word))
        # OR is the works council and IT a department: in capitals they are no stop words.
        shouted = len(token) > 1 and token.isupper()
        return Analysed(
            word=word,
            stems=_stems(word),
            parts=tuple(_stems(part) for part in parts if part),
            is_stop=word in STOP_WORDS and not shouted,
        )


_STEMMERS: Final = tuple(Stemmer(name) for name in ("dutch", "dutch_porter", "english"))
_STEMMING: Final = threading.Lock()


def _stems(word: str) -> tuple[str, ...]:
    """Return the folded word and its stems, each once.

    The languages share one space of lexemes, so that a query in either meets the other's text.
    """
    forms = [word]
    # The stemmers know nothing of ideeën and categorieën.
    bare = word[:-2] if word.endswith(("eeen", "ieen")) else word
    with _STEMMING:  # a stemmer keeps the word it works on
        forms += [stemmer.stemWord(bare) for stemmer in _STEMMERS]
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=1)
def _default() -> Analyser:
    return Analyser(default_splitter())


def words(text: str) -> list[str]:
    """Return the folded words of a text, stop words included; "Auto's, e-mail" gives autos, email."""
    return [analysed.word for _, _, analysed in _default().tokens(_composed(text))]


def lexemes(text: str) -> list[tuple[str, int]]:
    """Return (lexeme, position) pairs: word, stems and compound parts, without stop words."""
    return _default().lexemes(text)


def to_tsvector_literal(parts: Sequence[tuple[str, str]]) -> str:
    """Return a PostgreSQL tsvector literal for (weight, text) parts; weight is one of A to D.

    Positions run on over the parts. What does not fit in a tsvector is left out at the end.
    Raises ValueError for another weight.
    """
    places: dict[str, list[str]] = {}
    room, offset = _MAX_VECTOR_BYTES, 0
    for weight, text in parts:
        if weight not in _WEIGHTS:
            raise ValueError(f"A weight is one of A, B, C and D, not {weight!r}.")
        last = 0
        for lexeme, last in lexemes(text):
            room -= 2 if lexeme in places else len(lexeme.encode()) + 8
            if room < 0:
                return _vector(places)
            known = places.setdefault(lexeme, [])
            place = f"{min(offset + last, _MAX_POSITION)}{weight}"
            if len(known) < _MAX_POSITIONS and (not known or known[-1] != place):
                known.append(place)
        offset += last
    return _vector(places)


def query_terms(text: str) -> list[list[str]]:
    """Return for each telling word of a query the lexemes that may stand for it."""
    return [list(analysed.stems) for analysed in _default().query(text)]


def to_tsquery_literal(text: str, *, prefix_last: bool = False) -> str:
    """Return a PostgreSQL tsquery literal: every word must occur, in any of its forms; '' for no words.

    A compound is also met by its parts together. With `prefix_last` the last word may be unfinished.
    """
    found = _default().query(text)
    terms = [_term(analysed) for analysed in found]
    if prefix_last and found and _ends_in_word(text):
        terms[-1] = f"{terms[-1]} | {_quoted(found[-1].word)}:*"
    return " & ".join(f"({term})" for term in terms)


def highlight(text: str, query: str, limit: int = _DEFAULT_PASSAGE) -> list[tuple[str, bool]]:
    """Return the passage of about `limit` characters with the best matches, in (piece, matched) pairs."""
    line = " ".join(_composed(text).split())
    asked = [frozenset(analysed.all_lexemes) for analysed in _default().query(query)]
    hits = []
    for start, end, analysed in _default().tokens(line):
        met = {index for index, forms in enumerate(asked) if not forms.isdisjoint(analysed.all_lexemes)}
        if met and not analysed.is_stop:
            hits.append((start, end, met))
    begin, stop = _window(line, hits, limit)
    pieces = [("… ", False)] if begin else []
    done = begin
    for start, end, _ in hits:
        if begin <= start and end <= stop:
            pieces += [(line[done:start], False), (line[start:end], True)]
            done = end
    pieces += [(line[done:stop], False), ("", False) if stop == len(line) else (" …", False)]
    return [piece for piece in pieces if piece[0]]


def _window(line: str, hits: list[tuple[int, int, set[int]]], limit: int) -> tuple[int, int]:
    """Return begin and end of the stretch that holds most of the asked words, cut between words."""
    if len(line) <= limit:
        return 0, len(line)
    best, begin = (0, 0), 0
    last = 0
    for first, (start, _, _) in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last][1] <= start + limit:
            last += 1
        inside = hits[first : min(last, first + 50)]
        score = (len(set().union(*(met for _, _, met in inside))), len(inside))
        if score > best:
            best, begin = score, start
    # Some words before the first match make the passage readable.
    begin = max(0, min(begin - limit // 5, len(line) - limit))
    begin = line.rfind(" ", 0, begin) + 1 if begin else 0
    if begin + limit >= len(line):
        return begin, len(line)
    stop = line.rfind(" ", begin, begin + limit)
    return begin, stop if stop > begin + limit // 2 else begin + limit


def _term(analysed: Analysed) -> str:
    forms = " | ".join(map(_quoted, analysed.stems))
    if len(analysed.parts) < 2:
        return forms
    together = " & ".join(f"({' | '.join(map(_quoted, part))})" for part in analysed.parts)
    return f"{forms} | ({together})"


def _vector(places: dict[str, list[str]]) -> str:
    return " ".join(f"{_quoted(lexeme)}:{','.join(where)}" for lexeme, where in places.items())


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _ends_in_word(text: str) -> bool:
    return bool(text) and text[-1].isalnum()
