"""What somebody asks for, and how that is put to the index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kring.kit.names import fold
from kring.kit.text import query_terms, to_tsquery_literal

THREADS = ("question", "message", "idea", "poll", "praise", "showcase")
KINDS = ("person", *THREADS, "comment", "group", "topic")
TEXT_KINDS = frozenset({*THREADS, "comment"})
PERIODS = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}
LONGEST = 200  # characters of a question to the index
STEP = 10  # results at a time
MOST = 100  # results of one kind on a page; who needs more asks more precisely


@dataclass(frozen=True)
class Narrowed:
    """What the results are narrowed to: a period, a group's slug, a topic's slug, an author's handle."""

    period: str = ""
    group: str = ""
    topic: str = ""
    author: str = ""

    def __bool__(self) -> bool:
        return bool(self.period or self.group or self.topic or self.author)


@dataclass(frozen=True)
class Search:
    """What is looked for. `kind` is one of KINDS, or "" for a little of everything."""

    q: str
    kind: str = ""
    narrowed: Narrowed = Narrowed()
    shown: int = STEP

    @property
    def typed(self) -> str:
        """The words as they are compared with names."""
        return fold(self.q[:LONGEST])


def all_words(q: str) -> str:
    """The tsquery of texts that hold every word, the last of which may be unfinished; "" for no words."""
    return to_tsquery_literal(q[:LONGEST].strip(), prefix_last=True)


def any_word(q: str) -> str:
    """The tsquery of texts that hold one of the words; "" when there are no two words."""
    terms = query_terms(q[:LONGEST])
    if len(terms) < 2:
        return ""
    return any_of(lexeme for term in terms for lexeme in term)


def two_words(q: str, alone: int = 0) -> str:
    """The tsquery of texts that share two telling words with `q`, or its only one; "" for none.

    The longest words tell most; three of them make three pairs. The first `alone` of them do by themselves.
    """
    terms = sorted(query_terms(q[:LONGEST]), key=lambda term: -len(term[0]))[:3]
    forms = [f"({' | '.join(map(_quoted, term))})" for term in terms]
    if len(forms) < 2:
        return "".join(forms)
    pairs = [f"({one} & {other})" for n, one in enumerate(forms) for other in forms[n + 1 :]]
    return " | ".join([*pairs, *forms[:alone]])


def any_of(lexemes: Iterable[str], weights: str = "") -> str:
    """The tsquery of texts that hold one of the lexemes, in parts of these weights; "" for none."""
    return " | ".join(f"{_quoted(lexeme)}{weights and ':'}{weights}" for lexeme in lexemes)


def names_like(q: str) -> str:
    """The tsquery of names: each word begins a part of it or stands in what is told; "" for no words."""
    return " & ".join(_name_term(term) for term in query_terms(q[:LONGEST]))


def _name_term(term: list[str]) -> str:
    told = " | ".join(f"{_quoted(lexeme)}:BCD" for lexeme in term)
    return f"({_quoted(term[0])}:*A | {told})"


def _quoted(lexeme: str) -> str:
    # The analyser folds, so a lexeme holds letters and digits only; the doubling is for the day it does not.
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
