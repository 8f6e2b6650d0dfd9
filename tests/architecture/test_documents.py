"""What the documents list is what the code has: settings, commands, events, slots, words, addresses."""

import ast
import re
from collections import defaultdict
from dataclasses import fields
from functools import cache

import click
import pytest

from kring.config.cli import kring
from kring.config.wiring import REACTIONS, SLOTS
from kring.infra.events import Within
from tests.architecture.source import ROOT, kept_files, none_of, product, storeys
from tests.architecture.test_texts import sayings

# Read by Kring, but a matter of Python or the system.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "PATH"}
ENVIRONMENT = {"os.environ", "os.environ.get", "os.environ.setdefault", "os.getenv", "flag"}
NAMES = {kind.__name__: kind for kind in REACTIONS}


@cache
def document(name: str) -> str:
    """A document as it stands."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows(name: str, heading: str = "") -> list[list[str]]:
    """Cells of all table rows of a document, or of the part under a heading; heads of tables left out."""
    text = document(name)
    if heading:
        text = text.split(f"\n{heading}\n", 1)[-1].split("\n## ", 1)[0]
    found = [line.strip().strip("|").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in found]


def variables() -> set[str]:
    """Every variable of the environment that the product reads."""
    found = set()
    for module in (module for module in product() if "environ" in module.text):
        for node in module.nodes:
            if isinstance(node, ast.Call):
                source, named = node.func, node.args[:1]
            elif isinstance(node, ast.Subscript):
                source, named = node.value, [node.slice]
            else:
                continue
            if ast.unparse(source) in ENVIRONMENT:
                found |= {name.value for name in named if isinstance(name, ast.Constant)}
    return found - NOT_OURS


def test_settings_are_the_documented_ones() -> None:
    told = set(re.findall(r"`([A-Z_]+)`", " ".join(row[0] for row in rows("settings.md"))))
    none_of([f"{name} is read and not in docs/settings.md" for name in sorted(variables() - told)])
    none_of([f"{name} is in docs/settings.md and never read" for name in sorted(told - variables())])


def commands(group: click.Group, path: str) -> dict[str, click.Command]:
    """Every command that `--help` shows, by what one types."""
    found = {}
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            found |= commands(command, f"{path} {name}")
        elif command is not None and not command.hidden:
            found[f"{path} {name}"] = command
    return found


COMMANDS = commands(kring, "kring")


def test_commands_are_the_documented_ones() -> None:
    told = set(re.findall(r"^## `(kring [a-z -]+)`$", document("commands.md"), re.MULTILINE))
    none_of([f"{name} is not in docs/commands.md" for name in sorted(set(COMMANDS) - told)])
    none_of([f"{name} is in docs/commands.md and not there" for name in sorted(told - set(COMMANDS))])


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_options_are_the_documented_ones(name: str) -> None:
    told = {re.match(r"`(--[a-z-]+|[A-Z]+)", row[0])[1] for row in rows("commands.md", f"## `{name}`")}
    there = set()
    for one in COMMANDS[name].params:
        there.add(
            max(one.opts, key=len) if isinstance(one, click.Option) else one.human_readable_name.upper()
        )
    assert told == there


def short(path: str) -> str:
    """`timelines.place_thread` for the dotted name of a reaction."""
    parts = path.split(".")
    return f"`{parts[1]}.{parts[-1]}`"


def row_of(name: str) -> list[str]:
    """What docs/events.md must say of an event, besides the words of its second cell."""
    reactions = REACTIONS[NAMES[name]]
    at_once = [short(one.path) for one in reactions if isinstance(one, Within)]
    later = [short(one) for one in reactions if not isinstance(one, Within)]
    carried = [f"`{field.name}`" for field in fields(NAMES[name]) if field.name not in {"at", "quiet"}]
    return [f"`{name}`", *(", ".join(cells) or "-" for cells in (carried, at_once, later))]


def test_events_are_the_documented_ones() -> None:
    told = {row[0].strip("`") for row in rows("events.md") if row[0].strip("`")[:1].isupper()}
    none_of([f"{name} is not in docs/events.md" for name in sorted(set(NAMES) - told)])
    none_of([f"{name} is in docs/events.md and not in the wiring" for name in sorted(told - set(NAMES))])


@pytest.mark.parametrize("name", sorted(NAMES))
def test_what_follows_from_an_event_is_documented(name: str) -> None:
    told = [row for row in rows("events.md") if row[0] == f"`{name}`"]
    wanted = row_of(name)
    right = len(told) == 1 and [told[0][0], *told[0][2:]] == wanted and len(told[0][1]) > 8
    none_of([] if right else [f"docs/events.md needs: | {wanted[0]} | words | {' | '.join(wanted[1:])} |"])


def test_slots_are_the_documented_ones() -> None:
    told = {row[0].strip("`"): row[-1] for row in rows("events.md", "## Slots")}
    filled = {name: ", ".join(short(path) for path in paths) or "-" for name, paths in SLOTS.items()}
    assert told == filled


def test_the_glossary_speaks_as_the_pages_do() -> None:
    told = {row[1]: row[0].strip("`") for row in rows("glossary.md")}
    said: dict[str, list[str]] = defaultdict(list)
    for (_context, english), ways in sayings("nl").items():
        said[english.lower()] += [way.lower() for way in ways]
    wrong = [
        f"{english}: the glossary says {dutch}, a page {said[english.lower()]}"
        for english, dutch in told.items()
        if english.lower() in said and dutch.lower() not in said[english.lower()]
    ]
    none_of(wrong)


def test_each_app_tells_of_itself() -> None:
    found = []
    for app in storeys():
        readme = ROOT / "kring" / app / "README.md"
        lines = len(readme.read_text(encoding="utf-8").splitlines()) if readme.exists() else 0
        if not 20 <= lines <= 60:
            found.append(f"kring/{app}/README.md has {lines} lines, 20 to 60 fit")
    none_of(found)


@pytest.mark.parametrize("path", [p for p in kept_files() if p.suffix == ".md"], ids=lambda path: path.name)
def test_documents_point_to_what_is_there(path) -> None:
    found = []
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not (path.parent / target).exists():
            found.append(f"{path.relative_to(ROOT)} links to {target}")
    for named in re.findall(r"`((?:kring|docs|tests|tools|deploy)/[\w/.-]+)`", text):
        if not (ROOT / named).exists():
            found.append(f"{path.relative_to(ROOT)} names {named}")
    none_of(found)
