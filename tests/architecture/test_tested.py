"""Every decision and every deed is named in a test."""

import re
from functools import cache

import pytest

from tests.architecture.source import APPS, Function, Module, at, modules, none_of, product


@cache
def words_in_tests() -> frozenset[str]:
    """Every word that stands in a test or in what tests build on."""
    told = (module for module in modules() if module.is_test and "architecture" not in module.parts)
    return frozenset(word for module in told for word in re.findall(r"\w+", module.text))


def is_told(module: Module, node: Function) -> bool:
    """True for rules, for the access predicate, and for actions that people take: those say when.

    Bulk writes for imports are proved by what an import leaves behind, in kring/transfer/tests.
    """
    if module.room == "rules":
        return node.name.startswith(("may_", "is_"))
    given = {argument.arg for argument in node.args.kwonlyargs}
    is_deed = module.room == "actions" and module.path.stem != "imports" and "now" in given
    return module.room == "access" or is_deed


@pytest.mark.parametrize("app", APPS)
def test_rules_and_actions_are_named_in_a_test(app: str) -> None:
    found = [
        at(module, node.lineno, f"{node.name} is named in no test")
        for module in product()
        if module.app == app
        for node in module.public_functions()
        if is_told(module, node) and node.name not in words_in_tests()
    ]
    none_of(found)


def test_no_test_empties_the_database() -> None:
    """Emptied tables would miss what migrations put in them; use the fixture `committed` instead."""
    emptying = re.compile(r"transactional_db\b|django_db\([^)]*transaction=True")
    found = [m.place for m in modules() if m.path.name.startswith("test_") and emptying.search(m.text)]
    none_of([place for place in found if not place.startswith("tests/architecture/")])
