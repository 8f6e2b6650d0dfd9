"""How a title reads to somebody who could answer: what is good about it, and one thing that would help."""

import re
from dataclasses import dataclass
from typing import Final

from kring.kit.text.analyser import words
from kring.kit.text.stopwords import STOP_WORDS

FEW_WORDS: Final = 4
FEW_TELLING: Final = 2
_SHOUTED_FROM: Final = 12  # letters
_WORD = re.compile(r"[^\W\d_]+")
_SHORT_NAME = re.compile(r"\b[A-Z]{2,5}\b")
# Everybody in an office knows these.
_KNOWN: Final = {"AI", "BSN", "BV", "CAO", "EU", "HR", "ICT", "IT", "NL", "OR", "PC", "PDF", "PS", "USB"}
_VAGUE: Final = {"vraag", "vraagje", "help", "hulp", "belangrijk", "info", "update", "question", "urgent"}
_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|mrt|mar(?:ch)?|april?|mei|may|jun[ie]?|jul[iy]?"
    r"|aug(?:ustus|ust)?|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WHEN = re.compile(
    rf"\b(?:(?:[12]?\d|3[01])[-/](?:0?[1-9]|1[0-2])|(?:[12]?\d|3[01])(?:st|nd|rd|th)?\s+{_MONTH}"
    r"|vandaag|vanmiddag|vanavond|morgen|overmorgen|spoed|today|tonight|tomorrow|weekend"
    r"|(?:deze|dit|volgende?|komende?|this|next)\s+(?:week|maand|kwartaal|jaar|month|quarter|year)"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Coaching:
    """`good` names what is in order ("aloud", "subject", "when"); `hint` the one thing to do next, or "".

    Hints: "shouting", "short", "vague", "mark", "abbreviation" (of `word`), "when".
    """

    good: tuple[str, ...] = ()
    hint: str = ""
    word: str = ""


def coach(title: str, *, asks: bool) -> Coaching:
    """Look at a title; `asks` for a question. An empty one is not judged."""
    said = words(title)
    if not said:
        return Coaching()
    telling = [word for word in said if word not in STOP_WORDS and word not in _VAGUE and len(word) > 2]
    checks = {
        "aloud": len(said) >= FEW_WORDS and (title.rstrip().endswith("?") or not asks),
        "subject": len(telling) >= FEW_TELLING,
        "when": bool(_WHEN.search(title)),
    }
    hint, word = _hint(title, said, checks, asks=asks)
    return Coaching(good=tuple(name for name, holds in checks.items() if holds), hint=hint, word=word)


def _hint(title: str, said: list[str], checks: dict[str, bool], *, asks: bool) -> tuple[str, str]:
    """The first thing that would help most, with the word it is about."""
    letters = "".join(_WORD.findall(title))
    if len(letters) >= _SHOUTED_FROM and sum(map(str.isupper, letters)) > 0.6 * len(letters):
        return "shouting", ""
    if len(said) < FEW_WORDS:
        return "short", ""
    if said[0] in _VAGUE or not checks["subject"]:
        return "vague", ""
    if asks and not checks["aloud"]:
        return "mark", ""
    for name in _SHORT_NAME.findall(title):
        if name not in _KNOWN:
            return "abbreviation", name
    return ("when", "") if asks and not checks["when"] else ("", "")
