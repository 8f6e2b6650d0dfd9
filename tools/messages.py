"""Keeps the translations: `messages.py` updates every Dutch catalogue, `--compile` makes the .mo files.

English is what stands in the code, so only Dutch has catalogues; `--check` fails when one is not complete.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = "# Dutch texts of this app; see DESIGN.md chapter 9 for the words."


def catalogue_of(app: Path) -> Path:
    """Where the Dutch texts of an app stand."""
    return app / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def extract(app: Path) -> Catalog:
    """All texts that an app's code and templates hold."""
    catalogue = Catalog(locale="nl", header_comment=HEADER, fuzzy=False)
    for path in sorted(app.rglob("*")):
        if "tests" in path.parts or path.suffix not in {".py", ".jinja", ".html", ".txt"}:
            continue
        if path.suffix != ".py" and "jinja2" not in path.parts:
            continue
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {"trimmed": "true", "newstyle_gettext": "true", "extensions": "jinja2.ext.do"}
        name = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract_from_file(
            method, path, KEYWORDS, options={} if method == "python" else options
        ):
            catalogue.add(message, locations=[(name, 0)], context=context)
    filters = plural_filters(app)
    for message in filters:
        catalogue.add(message, locations=[])
    return catalogue


def plural_filters(app: Path) -> list[tuple[str, str]]:
    """The texts of the `plural` filter: {{ n|plural("%(count)s colleague", "%(count)s colleagues") }}."""
    import re

    pattern = re.compile(r'\|plural\(\s*"([^"]*)",\s*"([^"]*)"\s*\)')
    found = {match for path in sorted(app.rglob("*.jinja")) for match in pattern.findall(path.read_text())}
    return sorted(found)


def read(path: Path) -> Catalog:
    """The catalogue in a file, or an empty one."""
    if not path.exists():
        return Catalog(locale="nl", header_comment=HEADER, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="nl")


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue without places and dates, so that it changes only when a text does."""
    catalogue.revision_date = catalogue.creation_date = None
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True, omit_header=False, ignore_obsolete=True)
    lines = [line for line in buffer.getvalue().decode().split("\n") if not line.startswith(SKIPPED)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines))


SKIPPED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid')


def untranslated(catalogue: Catalog) -> list[str]:
    """Texts that have no Dutch yet."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(filter_strings(message.string)))
    ]


def filter_strings(string: str | tuple[str, ...]) -> list[str]:
    """The translations of one message, one for each number form."""
    return list(string) if isinstance(string, (list, tuple)) else [string]


def main() -> int:
    """Carry out what the arguments say; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("apps", nargs="*", help="names of apps; all when none is given")
    asked = parser.parse_args()
    missing = 0
    for app in sorted((ROOT / "kring").iterdir()):
        if not app.is_dir() or app.name.startswith("_") or (asked.apps and app.name not in asked.apps):
            continue
        path = catalogue_of(app)
        if asked.compile:
            if path.exists():
                with path.with_suffix(".mo").open("wb") as file:
                    write_mo(file, read(path))
            continue
        catalogue, found = read(path), extract(app)
        if not len(found):
            continue
        if asked.check:
            texts = {(m.id, m.context) for m in found if m.id} - {
                (m.id, m.context) for m in catalogue if m.id
            }
            lacking = [f"not in the catalogue: {text[0]}" for text in texts] + untranslated(catalogue)
        else:
            catalogue.update(found, no_fuzzy_matching=True)
            write(path, catalogue)
            lacking = untranslated(catalogue)
        for text in lacking:
            print(f"{app.name}: {text}")
        missing += len(lacking)
    return 1 if missing and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
