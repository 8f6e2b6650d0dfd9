"""Split Dutch compounds with a word list: "omgevingsvergunning" holds omgeving and vergunning."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Final

MIN_PART: Final = 4
_MIN_WORD: Final = 2 * MIN_PART
_MAX_WORD: Final = 40
_MAX_PARTS: Final = 4
_LINKS: Final = ("", "s", "en", "e")

# Words that make a derived word instead of a compound when they stand in front or behind.
_FRONTS: Final = """
aaneen achter achterin achterop beneden binnen boven buiten door heen langs mede midden naast neder onder
over rond rondom samen tegen terug tussen uiteen verder voor vooraf vooruit voort weder zonder daar hier
waar veel weer niet
"""
_BACKS: Final = """
aard achtig baar baars bare dom eren erend erende eert enden gaan heid heden lijk lijke lijks loos loze
matig rijk schap schappen staan staat tie ties zaam zame ende ingen aars iger igen iging igheid iteit isch
ische isme isten inge teit geen ering eringen elijk elijke eerd eerde este anten aren aten deren iele kelen
king ling listen logisch logische ment menten natie naties nellen pellen ping schappelijk schappelijke
sering ster sters tallen telde telen teren terende tiek ukken wichtige
"""
# Words that begin so are mostly derived: "besturen" holds no "best".
_DERIVING: Final = ("be", "ge", "her", "mis", "ont", "ver")
_SHORT_FRONT: Final = 5
_NO_FRONT: Final = frozenset(_FRONTS.split())
_NO_BACK: Final = frozenset(_BACKS.split())

# The list is built beside the sources; an installed wheel carries it inside the package.
_HERE: Final = Path(__file__).resolve()
_PLACES: Final = tuple(_HERE.parents[depth] / "build" / "words" / "nl.txt" for depth in (3, 2))


class Splitter:
    """Splits words with a given collection of lower-case words; without words it splits nothing."""

    def __init__(self, words: Collection[str] = ()) -> None:
        self._words = frozenset(word for word in words if MIN_PART <= len(word) <= _MAX_WORD)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded compound, at least two, or () for any other word.

        Fewest parts first, then the split that leaves least over and has the longest part. Linking
        -s-, -e- and -en- belong to no part.
        """
        if not self._words or not _MIN_WORD <= len(word) <= _MAX_WORD:
            return ()
        for count in range(2, _MAX_PARTS + 1):
            found = [parts for parts in self._splits(word, count) if self._is_compound(word, parts)]
            if found:
                best = max(found, key=_quality)
                return tuple(self._unlinked(part) for part in best)
        return ()

    def _is_compound(self, word: str, parts: tuple[str, ...]) -> bool:
        if parts[-1] in _NO_BACK or not _NO_FRONT.isdisjoint(map(self._unlinked, parts[:-1])):
            return False
        return not (word in self._words and word.startswith(_DERIVING) and len(parts[0]) <= _SHORT_FRONT)

    def _unlinked(self, part: str) -> str:
        """Return "stad" for the list's own "stads": a linking s is no part of the word."""
        return part[:-1] if part.endswith("s") and part[:-1] in self._words else part

    def _splits(self, word: str, count: int) -> list[tuple[str, ...]]:
        """Return every way to cut the word into exactly `count` known parts."""
        if count == 1:
            return [(word,)] if word in self._words else []
        result = []
        for end in range(MIN_PART, len(word) - MIN_PART * (count - 1) + 1):
            part = word[:end]
            if part not in self._words:
                continue
            for link in _LINKS:
                if word.startswith(link, end):
                    rest = self._splits(word[end + len(link) :], count - 1)
                    result += [(part, *others) for others in rest]
        return result


def load_words(path: Path) -> frozenset[str]:
    """Read a word list, one lower-case word a line; raises OSError when it cannot be read."""
    with path.open(encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


@lru_cache(maxsize=1)
def default_splitter() -> Splitter:
    """Return the splitter on the built Dutch list; one that splits nothing when it was not built."""
    for place in _PLACES:
        if place.is_file():
            return Splitter(load_words(place))
    return Splitter()


def _quality(parts: tuple[str, ...]) -> tuple[int, int]:
    return sum(map(len, parts)), sum(len(part) ** 2 for part in parts)
