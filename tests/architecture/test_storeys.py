"""What import-linter cannot see of "down only": keys, raw SQL, templates, migrations."""

import re
from functools import cache

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.models import Model
from django.utils.translation import override

from tests.architecture.source import (
    APPS,
    KRING,
    at,
    may_know,
    modules,
    none_of,
    product,
    storeys,
    template_app,
    templates,
)

# The measurement fills a database of its own with 100,000 items, far faster than actions can.
SEEDS = {"kring/config/bench/seed.py"}
WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?\"?([a-z]+_[a-z]+)")
REFERENCE = re.compile(r"\{%-?\s*(?:include|extends|import|from)\s+\"([^\"]+)\"")


@cache
def tables() -> dict[str, str]:
    """Table -> the app that owns it."""
    return {model._meta.db_table: app_of(model) for model in apps.get_models() if app_of(model)}


def app_of(model: type[Model]) -> str:
    """The package of ours that a model stands in; "" for models of libraries."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "kring" else ""


@pytest.mark.parametrize("app", APPS)
def test_keys_point_down(app: str) -> None:
    found = []
    for model in (model for model in apps.get_models() if app_of(model) == app):
        for field in model._meta.get_fields():
            related = field.related_model if field.concrete else None
            if related and app_of(related) and not may_know(app, app_of(related)):
                found.append(f"{model._meta.label}.{field.name} points up to {related._meta.label}")
    none_of(found)


@pytest.mark.parametrize("app", APPS)
def test_statements_name_own_and_lower_tables_and_write_own_ones(app: str) -> None:
    known = re.compile(rf"\b({'|'.join(sorted(tables(), key=len, reverse=True))})\b")
    found = []
    for module in (module for module in product() if module.app == app):
        for text, line in module.texts():
            for table in set(known.findall(text)):
                if not may_know(app, tables()[table]):
                    found.append(at(module, line, f"names the table {table} of {tables()[table]}"))
            for table in set(WRITES.findall(text)):
                if tables().get(table, app) != app and module.place not in SEEDS:
                    found.append(at(module, line, f"writes the table {table} of {tables()[table]}"))
    none_of(found)


@pytest.mark.parametrize("app", APPS)
def test_templates_take_from_their_own_app_and_below(app: str) -> None:
    found = []
    for path in (path for path in templates() if path.relative_to(KRING).parts[0] == app):
        for name in REFERENCE.findall(path.read_text(encoding="utf-8")):
            if not may_know(app, template_app(name)):
                found.append(f"{path.relative_to(KRING.parent)} takes {name} from above")
    none_of(found)


@pytest.mark.parametrize("app", APPS)
def test_pages_are_made_from_their_own_app_and_below(app: str) -> None:
    found = [
        at(module, line, f"names {text}, which stands above")
        for module in product()
        if module.app == app
        for text, line in module.texts()
        if text.endswith(".jinja") and template_app(text) in storeys()
        if not may_know(app, template_app(text))
    ]
    none_of(found)


def test_migrations_use_nothing_of_the_application() -> None:
    found = [
        at(module, line, f"imports {source}")
        for module in modules()
        if module.room == "migrations"
        for source, _name, line in module.imports()
        if source.startswith("kring") and source != "kring.kit.ids"
    ]
    none_of(found)


def test_models_and_migrations_agree() -> None:
    loader = MigrationLoader(None)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("kring.")}
    with override(None):  # the words in choices count untranslated, as in `makemigrations`
        detector = MigrationAutodetector(
            loader.project_state(),
            ProjectState.from_apps(apps),
            NonInteractiveMigrationQuestioner(specified_apps=ours, dry_run=True),
        )
        changes = detector.changes(graph=loader.graph, trim_to_apps=ours, convert_apps=ours)
    none_of(
        [f"{label}: {operation}" for label, found in changes.items() for operation in found[0].operations]
    )
