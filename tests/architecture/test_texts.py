"""The catalogues of the apps together speak one language."""

from collections import defaultdict
from functools import cache

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import KRING, none_of

LANGUAGES = sorted({path.parts[-3] for path in KRING.glob("*/locale/*/LC_MESSAGES/django.po")})


@cache
def sayings(language: str) -> dict[tuple[str, str], dict[str, list[str]]]:
    """(context, English) -> translation -> the apps that say it so."""
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(KRING.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    key = message.id if isinstance(message.id, str) else " / ".join(message.id)
                    said = message.string
                    said = said if isinstance(said, str) else " / ".join(said)
                    found[message.context or "", key][said].append(path.relative_to(KRING).parts[0])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_english_text_has_one_translation(language: str) -> None:
    none_of(
        [
            f"{english!r}: " + "; ".join(f"{said!r} in {', '.join(apps)}" for said, apps in ways.items())
            for (_context, english), ways in sayings(language).items()
            if len(ways) > 1
        ]
    )


def test_there_is_dutch() -> None:
    assert "nl" in LANGUAGES
