"""Names of people: folding for search and sorting, Dutch and Flemish prefixes, initials, handles."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# Letters that Unicode decomposition leaves alone. Casefolding has done the capitals (and the ß) by then.
_SPECIAL = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "ŧ": "t",
        "ĸ": "k",
        "ƒ": "f",
        "ə": "e",
        "ɛ": "e",
        "ɔ": "o",
        "ŀ": "l",
    }
)

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼʹ′‛", "'"))

# Written with a small letter these always belong to the family name.
_SMALL = """
af aan ait al am auf aus ben bij bin bint boven d' da dal dalla das de degli dei del della den der des
di die do don dos du el en het ibn im in 'l l' la las le les lo los onder op gen over 's 't t te ten
ter tho thoe thor to toe tot uijt uit unter van vande vanden vander ver vom von voor vor y zu zum zur
"""
_PREFIX_WORDS = frozenset(_SMALL.split())
# With a capital (the Flemish habit) only words that are no first or family names themselves.
_CAPITAL = """
aan aït ait al d' da de del della den der des di dos du el het 't op la le ten ter te uit van vande vanden
vander vom von zu
"""
_CAPITAL_PREFIX_WORDS = frozenset(_CAPITAL.split())
# A capital at the very front: "Al" and "El" are first names as often as not.
_OPENING_PREFIX_WORDS = _CAPITAL_PREFIX_WORDS - {"al", "el", "da", "di", "la", "le", "del", "du", "zu"}
# These only continue a prefix ("van en", "de y" do not begin one).
_NEVER_FIRST = frozenset({"en", "y", "gen", "t"})

_HANDLE_LIMIT = 60


def fold(text: str) -> str:
    """Return the text in lower case without accents, every run of other signs turned into one space.

    "Müßig-Žižek, IJsbrand" becomes "mussig zizek ijsbrand". Letters of other scripts stay.
    """
    if text.isascii():
        plain = text.lower()
    else:
        # Decomposed on both sides: some capitals show only after it, some accents only after casefolding.
        spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        plain = "".join(sign for sign in spread if not unicodedata.combining(sign)).translate(_SPECIAL)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


@dataclass(frozen=True)
class PersonName:
    """A name in three parts, as written by its bearer; any part may be empty."""

    first: str
    prefix: str
    last: str

    @cached_property
    def full(self) -> str:
        """The name as one says it: "Kees van der Plas"."""
        return " ".join(part for part in (self.first, self.prefix, self.last) if part)

    @cached_property
    def sort_key(self) -> str:
        """Folded key for Dutch alphabetical order: "plas kees van der"."""
        return " ".join(filter(None, (fold(self.last), fold(self.first), fold(self.prefix))))

    @cached_property
    def initials(self) -> str:
        """First letters of first and family name, without the prefix: "KP"."""
        return "".join(_first_letter(part) for part in (self.first, self.last))

    @cached_property
    def handle(self) -> str:
        """What stands after an @: "kees.van.der.plas", only a-z, 0-9 and single dots.

        A name without any Latin letter gets a stable code, since it must have a handle too.
        """
        words = re.findall(r"[a-z0-9]+", fold(self.full))
        if not words:
            return "x" + hashlib.sha256(self.full.encode()).hexdigest()[:10]
        return ".".join(words)[:_HANDLE_LIMIT].rstrip(".")


def split_name(full: str) -> PersonName:
    """Split a written name into first name, prefix and family name.

    Understands "Kees van der Plas", "Plas, Kees van der", "Van den Berg" and "Sanne Kuipers-van Dam".
    Without a prefix the last word is the family name; one single word is a first name.
    """
    text = re.sub(r"\s+-\s+", "-", " ".join(full.split()))
    text = re.sub(r"(?<!\S)(['’]) (?=[tsTS] )", r"\1", text)  # "' t Hart" is a slip for "'t Hart"
    if "," in text:
        return _split_reversed(text)
    words = text.split()
    start = _family_start(words)
    stop = start
    while stop < len(words) - 1 and _is_prefix(words[stop], first=stop == start, opening=stop == 0):
        stop += 1
    return PersonName(" ".join(words[:start]), " ".join(words[start:stop]), " ".join(words[stop:]))


def _split_reversed(text: str) -> PersonName:
    """Split "Plas, Kees van der" and "van der Plas, Kees"."""
    family, _, given = (part.strip() for part in text.partition(","))
    words = given.split()
    stop = len(words)
    while stop and words[stop - 1].islower() and _is_prefix(words[stop - 1], first=False, opening=False):
        stop -= 1
    if stop < len(words):
        return PersonName(" ".join(words[:stop]), " ".join(words[stop:]), family)
    if not family:
        return split_name(given)
    surname = split_name(f"x {family}") if not family.startswith("-") else PersonName("x", "", family)
    spare = surname.first.removeprefix("x").strip()
    return PersonName(given, surname.prefix, " ".join(filter(None, (spare, surname.last))))


def _family_start(words: list[str]) -> int:
    """Return the index of the first word of the family name, prefix included."""
    if len(words) < 2:
        return len(words)
    for index, word in enumerate(words[:-1]):
        if _is_prefix(word, first=True, opening=index == 0):
            return index
        # "Kuipers-van der Berg": the hyphenated word opens a family name with a prefix inside.
        if "-" in word.strip("-") and index > 0 and word.rsplit("-", 1)[1] in _PREFIX_WORDS:
            return index
    return len(words) - 1


def _is_prefix(word: str, *, first: bool, opening: bool) -> bool:
    plain = word.translate(_APOSTROPHES)
    lower = plain.lower()
    if first and lower in _NEVER_FIRST:
        return False
    if plain == lower:
        return lower in _PREFIX_WORDS
    return lower in (_OPENING_PREFIX_WORDS if opening and first else _CAPITAL_PREFIX_WORDS)


def _first_letter(part: str) -> str:
    return next((sign.upper() for sign in part if sign.isalnum()), "")[:1]
