"""Kring's own source, read once: modules with their trees, storeys, templates, and every file we keep."""

import ast
import configparser
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KRING = ROOT / "kring"
FACES = ("api", "web", "jobs")
# allauth asks for its templates under names of its own; they are identity's.
TEMPLATE_FOLDERS = {"account": "identity", "mfa": "identity"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def place(self) -> str:
        """Path within the repository."""
        return str(self.path.relative_to(ROOT))

    @property
    def parts(self) -> tuple[str, ...]:
        """Dotted name in pieces, without `__init__`."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def app(self) -> str:
        """Package under `kring`, "" for what stands outside."""
        return self.parts[1] if self.parts[0] == "kring" and len(self.parts) > 1 else ""

    @property
    def room(self) -> str:
        """Room of the app: "web", "queries", ...; "" for the package itself."""
        return self.parts[2] if self.app and len(self.parts) > 2 else ""

    @property
    def is_test(self) -> bool:
        """True for tests and what they build on."""
        return "tests" in self.parts or self.path.name == "conftest.py"

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.place)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node, walked once."""
        return list(ast.walk(self.tree))

    def imports(self) -> Iterator[tuple[str, str, int]]:
        """(module, name, line) of each import; name is "" for a plain `import module`."""
        for node in self.nodes:
            if isinstance(node, ast.ImportFrom):
                yield from ((node.module or "", alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from ((alias.name, "", node.lineno) for alias in node.names)

    def functions(self) -> list[Function]:
        """All functions and methods."""
        return [node for node in self.nodes if isinstance(node, Function)]

    def public_functions(self) -> list[Function]:
        """Functions of the module itself whose name has no underscore before it."""
        found = [node for node in self.tree.body if isinstance(node, Function)]
        return [node for node in found if not node.name.startswith("_")]

    def texts(self) -> list[tuple[str, int]]:
        """String constants with their lines."""
        found = (node for node in self.nodes if isinstance(node, ast.Constant))
        return [(node.value, node.lineno) for node in found if isinstance(node.value, str)]


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of ours, tests included."""
    found = [path for folder in ("kring", "tests", "tools") for path in (ROOT / folder).rglob("*.py")]
    return tuple(Module(path) for path in sorted([*found, ROOT / "conftest.py"]))


@cache
def product() -> tuple[Module, ...]:
    """The product's modules: no tests, no migrations."""
    return tuple(m for m in modules() if m.app and not m.is_test and m.room != "migrations")


@cache
def tests() -> tuple[Module, ...]:
    """Test modules and the builders they use."""
    return tuple(m for m in modules() if m.is_test)


@cache
def storeys() -> dict[str, int]:
    """App -> height; 0 is the ground. Taken from the contract that import-linter checks."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:storeys"]["layers"].split("\n")
    rows = [[app.strip() for app in line.split("|")] for line in lines if line.strip()]
    return {app: height for height, row in enumerate(reversed(rows)) for app in row}


APPS = sorted(storeys())


def may_know(app: str, other: str) -> bool:
    """True when code of `app` may know `other`: itself or what stands lower."""
    return app == other or storeys()[other] < storeys()[app]


@cache
def templates() -> tuple[Path, ...]:
    """Every template of every app."""
    return tuple(sorted(KRING.glob("*/jinja2/**/*.jinja")))


def template_app(name: str) -> str:
    """The app that a template name such as "groups/card.jinja" belongs to."""
    folder = name.split("/")[0]
    return TEMPLATE_FOLDERS.get(folder, folder)


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that the repository keeps, or would keep at the next commit."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return tuple(sorted(path for path in set(paths) if path.is_file()))


def at(module: Module, line: int, words: str) -> str:
    """One finding, as a place to click and what is wrong there."""
    return f"{module.place}:{line} {words}"


def none_of(found: list[str]) -> None:
    """Fail with every finding on a line of its own."""
    if found:
        pytest.fail("\n".join(["", *found]), pytrace=False)
