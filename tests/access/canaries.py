"""Canaries: words that stand nowhere else, so that one glance at an answer tells what it gave away."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LETTERS = "bcdfghjklmnpqrstvwxz"
WORD = re.compile(rf"qx[{LETTERS}]{{8}}")
ADDRESS = re.compile(r"[a-z_]+@waterrijk\.example")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A highlighted part of a word must not hide the word.
MARKS = re.compile(r"</?mark[^>]*>")


@dataclass(frozen=True)
class Secret:
    """One thing that can leak: its text, what it is (a word of `model.ALLOWED`) and of which object."""

    text: str
    field: str
    about: str

    def __str__(self) -> str:
        return f"{self.field} of {self.about or 'nobody'} ({self.text})"


@dataclass
class Aviary:
    """All secrets of a world, by their text in small letters."""

    secrets: dict[str, Secret] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    made: int = 0

    def word(self, field: str, about: str) -> str:
        """A new word that stands for one field of one object."""
        self.made += 1
        text = "qx" + "".join(random.Random(self.made).choices(LETTERS, k=8))
        assert text not in self.secrets
        self.secrets[text] = Secret(text, field, about)
        return text

    def id(self, text: object, field: str, about: str) -> None:
        """The id of an object, which says that it exists."""
        self.secrets[str(text)] = Secret(str(text), field, about)

    def name(self, text: str, field: str, about: str) -> None:
        """A name or address that the world has anyway, such as that of a person of the cast."""
        self.secrets[text.lower()] = Secret(text.lower(), field, about)
        self.plain.append(text.lower())

    def address(self, text: str, field: str, about: str) -> None:
        """An e-mail address; one can be the end of another, so these are found as a whole."""
        self.secrets[text] = Secret(text, field, about)

    def now_called(self, secret: Secret, field: str) -> None:
        """A secret stays, but has become something else: the title of before, for one."""
        self.secrets[secret.text] = Secret(secret.text, field, secret.about)

    def seen_in(self, text: str) -> Iterator[Secret]:
        """The secrets that stand in a text, each once."""
        low = MARKS.sub("", text.lower())
        words = {*WORD.findall(low), *ID.findall(low), *ADDRESS.findall(low)}
        words.update(name for name in self.plain if name in low)
        return (self.secrets[word] for word in words if word in self.secrets)
