"""Sizes: what does not fit in these has a second subject, or is not understood yet.

Templates, sheets and scripts are measured in kring/ui/tests, beside the other rules on them.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import KRING, Function, Module, kept_files, modules, none_of

FILE, CLASS, FUNCTION, VIEW, TEST, ARGUMENTS = 400, 200, 40, 25, 30, 6
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")


def exceptions() -> list[str]:
    """What the list lets through, without its reasons."""
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    return [line.split(" because ")[0] for line in lines if line and not line.startswith("#")]


def length(node: ast.ClassDef | Function) -> int:
    """Lines from its first word to its last; decorators do not count."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def arguments(node: Function) -> int:
    """How many a caller may give; `self` and `cls` are not given."""
    listed = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    starred = [star for star in (node.args.vararg, node.args.kwarg) if star]
    return len([one for one in listed if one.arg not in {"self", "cls"}]) + len(starred)


def budget_of(module: Module, node: Function) -> int:
    """Lines that this function may have."""
    if module.is_test:
        return TEST if node.name.startswith("test_") else FUNCTION
    first = node.args.args[0].arg if node.args.args else ""
    is_view = module.room in {"api", "web"} and first == "request" and not node.name.startswith("_")
    return VIEW if is_view else FUNCTION


def too_large(module: Module) -> Iterator[str]:
    """Everything in the module above its budget."""
    lines = len(module.text.splitlines())
    if lines > FILE:
        yield f"{module.place}: {lines} lines, {FILE} fit"
    for node in module.nodes:
        if isinstance(node, ast.ClassDef) and length(node) > CLASS:
            yield f"{module.place} {node.name}: {length(node)} lines, {CLASS} fit"
        if isinstance(node, Function):
            budget = budget_of(module, node)
            if length(node) > budget:
                yield f"{module.place} {node.name}: {length(node)} lines, {budget} fit"
            # A test takes as many fixtures as it needs.
            if arguments(node) > ARGUMENTS and not module.is_test:
                yield f"{module.place} {node.name}: {arguments(node)} arguments, {ARGUMENTS} fit"


@cache
def all_too_large() -> dict[str, list[str]]:
    """Folder -> what in it is above its budget."""
    found: dict[str, list[str]] = {}
    for module in modules():
        if module.room != "migrations":
            folder = found.setdefault(
                "/".join(module.path.relative_to(KRING.parent).parts[:-1][:2]) or ".", []
            )
            folder += too_large(module)
    return found


@pytest.mark.parametrize("folder", sorted(all_too_large()))
def test_everything_fits_its_budget(folder: str) -> None:
    excused = exceptions()
    found = all_too_large()[folder]
    none_of([line for line in found if not any(line.startswith(f"{one}:") for one in excused)])


def test_the_list_of_exceptions_holds_nothing_that_fits() -> None:
    found = [line for lines in all_too_large().values() for line in lines]
    none_of([one for one in exceptions() if not any(line.startswith(f"{one}:") for line in found)])


def test_sheets_and_scripts_stand_where_they_are_measured() -> None:
    scripts = KRING / "ui/static_src/js"
    measured = {KRING / "ui/static_src/css": ".css"}
    measured |= dict.fromkeys((scripts, scripts / "editor", scripts / "worker"), ".js")
    found = [path for path in kept_files() if path.suffix in {".css", ".js", ".mjs", ".ts", ".scss"}]
    none_of([str(path) for path in found if measured.get(path.parent) != path.suffix])
