"""Names say what a thing is or does; words that could name anything name nothing."""

import ast
import re

import pytest

from tests.architecture.source import APPS, Function, at, modules, none_of

EMPTY = {
    *("util", "utils", "helper", "helpers", "common", "misc", "service", "services"),
    *("data", "info", "handler", "processor"),
}
# A function may speak of somebody's manager; a class or module that is one manages nothing in particular.
CLASS_ONLY = {"manager", "managers"}
VERBS = ("handle_", "process_")  # as nouns they are the name after an @ and a running program
# Names that libraries call, and words that mean something here.
GIVEN = re.compile(
    r"handle_(?:starttag|endtag|data|comment|decl|pi)|get_context_data|process_(?:view|exception)"
)
OURS = {
    "data_attributes": "HTML's data- attributes",
    "groups_in_common": "groups that two people are both in",
}
QUESTIONS = {"Verdict": "may_", "bool": "is_"}
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def says_nothing(name: str, *, is_function: bool = False) -> bool:
    """True for a name with a word that could name anything."""
    if name in OURS or GIVEN.fullmatch(name):
        return False
    plain = name.lstrip("_")
    empty = EMPTY if is_function else EMPTY | CLASS_ONLY
    return plain.startswith(VERBS) or bool({word.lower() for word in WORDS.findall(plain)} & empty)


@pytest.mark.parametrize("app", [*APPS, ""])
def test_names_say_something(app: str) -> None:
    found = []
    for module in (module for module in modules() if module.app == app):
        found += [at(module, 1, f"is called {part}") for part in module.parts[1:] if says_nothing(part)]
        for node in module.nodes:
            is_function = isinstance(node, Function)
            # The name of a test is a sentence about the product.
            if not (is_function or isinstance(node, ast.ClassDef)) or node.name.startswith("test_"):
                continue
            if says_nothing(node.name, is_function=is_function):
                found.append(at(module, node.lineno, f"is called {node.name}"))
    none_of(found)


@pytest.mark.parametrize("app", APPS)
def test_public_functions_say_what_they_do(app: str) -> None:
    found = [
        at(module, node.lineno, f"{node.name} has no docstring")
        for module in modules()
        if module.app == app and not module.is_test and module.room != "migrations"
        for node in module.public_functions()
        if not ast.get_docstring(node)
    ]
    none_of(found)


@pytest.mark.parametrize("app", APPS)
def test_rules_are_named_by_their_question(app: str) -> None:
    found = [
        at(module, node.lineno, f"{node.name} answers yes or no under another name")
        for module in modules()
        if module.app == app and module.room == "rules"
        for node in module.public_functions()
        if not node.name.startswith(QUESTIONS.get(ast.unparse(node.returns or node.args), ""))
    ]
    none_of(found)
