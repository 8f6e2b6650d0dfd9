"""Rooms keep to their work: faces neither read nor write rows, the core knows no pages."""

import ast
from functools import cache

import pytest

from tests.architecture.source import APPS, FACES, Module, at, modules, none_of, product

ROW_ACCESS = {"objects", "_default_manager", "_base_manager"}
CREATING = {"create", "bulk_create", "get_or_create", "update_or_create"}
WRITING = CREATING | {"update", "bulk_update", "delete"}
PAGES = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages", "django.forms")
# Apps without the rooms of section 3: what all faces are made with, and what starts everything.
BELOW_AND_ABOVE = {"kit", "infra", "ui", "config"}
# Rooms that join or lock rows of lower apps; anywhere else another app's rows are not named.
WITH_ROWS = {"access", "actions", "backend", "cards", "imports", "queries"}


def of(app: str, *rooms: str) -> list[Module]:
    """The app's modules in these rooms."""
    return [module for module in product() if module.app == app and module.room in rooms]


@pytest.mark.parametrize("app", APPS)
def test_faces_and_jobs_leave_rows_to_queries_and_actions(app: str) -> None:
    found = []
    for module in of(app, *FACES):
        for node in module.nodes:
            if isinstance(node, ast.Attribute) and node.attr in ROW_ACCESS:
                found.append(at(module, node.lineno, f"uses .{node.attr}"))
            if isinstance(node, ast.Attribute) and node.attr in {"save", "delete"}:
                found.append(at(module, node.lineno, f"calls .{node.attr}()"))
        found += [
            at(module, line, f"imports {name} of django.db")
            for source, name, line in module.imports()
            if source == "django.db"
        ]
    none_of(found)


@pytest.mark.parametrize("app", [app for app in APPS if app not in BELOW_AND_ABOVE])
def test_the_core_knows_no_pages(app: str) -> None:
    found = [
        at(module, line, f"imports {source}")
        for module in product()
        if module.app == app and module.room not in {"api", "web", "backend"}
        for source, name, line in module.imports()
        if f"{source}.{name}".startswith(PAGES)
    ]
    none_of(found)


@cache
def models_of(app: str) -> dict[str, bool]:
    """Class of the app's models -> whether it is a row (and not a list of words)."""
    found = {}
    for module in of(app, "models"):
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base) for base in node.bases}
                found[node.name] = not bases & {"models.TextChoices", "models.IntegerChoices"}
    return found


def is_for_types(node: ast.AST) -> bool:
    """True for an `if TYPE_CHECKING:` block."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def lines_of(node: ast.If) -> range:
    """Line numbers of a block."""
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def foreign_rows(module: Module) -> list[tuple[str, int]]:
    """Rows of other apps that the module names, with the line of the import."""
    typing_only = {line for node in module.nodes if is_for_types(node) for line in lines_of(node)}
    return [
        (name, line)
        for source, name, line in module.imports()
        if line not in typing_only and source.startswith("kring.") and source.endswith(".models")
        if source.split(".")[1] != module.app and models_of(source.split(".")[1]).get(name)
    ]


@pytest.mark.parametrize("app", APPS)
def test_rows_of_another_app_are_named_in_queries_and_actions_only(app: str) -> None:
    found = [
        at(module, line, f"names the row {name} of another app")
        for module in product()
        if module.app == app and module.room not in WITH_ROWS
        for name, line in foreign_rows(module)
    ]
    none_of(found)


def root_of(node: ast.expr) -> str:
    """The name that a chain such as `Thread.objects.filter(...)` starts with."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("app", APPS)
def test_rows_are_written_by_the_app_that_owns_them(app: str) -> None:
    found = []
    for module in (module for module in product() if module.app == app):
        foreign = {name for name, _line in foreign_rows(module)}
        for node in module.nodes:
            if not isinstance(node, ast.Call) or root_of(node.func) not in foreign:
                continue
            made = isinstance(node.func, ast.Name)
            if made or (isinstance(node.func, ast.Attribute) and node.func.attr in WRITING):
                found.append(at(module, node.lineno, f"writes {ast.unparse(node.func)[:60]}"))
    none_of(found)


def test_addresses_are_gathered_in_one_place() -> None:
    found = [
        at(module, line, f"imports {source}")
        for module in modules()
        for source, name, line in module.imports()
        if f"{source}.{name}".startswith("kring.") and "urls" in f"{source}.{name}".split(".")
        if not module.is_test and module.app != "config"
    ]
    none_of(found)


# Read without a viewer by a face, each with its reason. Nobody is looked at through these.
WITHOUT_VIEWER = {
    "api_key_behind": "who calls the API: nobody is known yet",
    "account_with_address": "forgotten password: nobody is signed in yet",
    "invitation_behind": "accepting an invitation: nobody is signed in yet",
    "for_everyone": "makes a card of a number that is given",
    "kinds_when": "makes a list of a yes or no that is given",
    "jobs_by_state": "numbers for operators",
    "reach_database": "whether the database answers",
    "draft_owner": "a mark made of an id that is given",
    "readers_after_change": "a number, asked in a form that only owners open",
    "slug_for": "the spelling of a word",
}


@cache
def queries_of(app: str) -> dict[str, list[str]]:
    """Public query of the app -> what it takes by place."""
    return {
        node.name: [argument.arg for argument in node.args.args]
        for module in of(app, "queries")
        for node in module.public_functions()
    }


def asked(module: Module) -> set[tuple[str, str, int]]:
    """(app, query, line) of every query that a face asks, by its own name or through the room."""
    named = {
        (source.split(".")[1], name, line)
        for source, name, line in module.imports()
        if source.startswith("kring.") and ".queries" in source
    }
    rooms = {source.split(".")[1] for source, name, _line in module.imports() if name == "queries"}
    through = {
        (app, node.attr, node.lineno)
        for node in module.nodes
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "queries"
        for app in rooms
    }
    return named | through


@pytest.mark.parametrize("app", APPS)
def test_faces_fetch_through_the_viewer(app: str) -> None:
    found = []
    for module in of(app, "api", "web"):
        for other, name, line in sorted(asked(module)):
            takes = queries_of(other).get(name)
            if takes is not None and takes[:1] != ["viewer"] and name not in WITHOUT_VIEWER:
                found.append(at(module, line, f"asks {name}, which takes no viewer"))
    none_of(found)


@pytest.mark.parametrize("app", APPS)
def test_deeds_say_when_and_name_what_they_are_given(app: str) -> None:
    found = [
        at(module, node.lineno, f"{node.name} takes {node.args.args[0].arg} by place")
        for module in of(app, "actions")
        for node in module.public_functions()
        if "now" in [argument.arg for argument in node.args.kwonlyargs] and node.args.args
    ]
    none_of(found)
