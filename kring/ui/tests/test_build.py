"""The front-end build: what it makes of the dictionary and the tokens, and what the lock may say."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "tools" / "build_assets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_names_no_address_and_has_a_hash_for_all() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert "://" not in json.dumps([{**package, "funding": ""} for package in lock["packages"].values()])
    assert all("integrity" in package for path, package in lock["packages"].items() if path)


def test_words_get_their_plurals_and_lose_names(build: ModuleType) -> None:
    rules = ("Za Y 1", "Za 0 s .", "Zf Y 1", "Zf ar ren/Ca r ts:X", "Zc Y 1", "Zc 0 's .", "Ya 0 tje .")
    aff = "\n".join(f"SFX {rule}" for rule in rules)
    dic = ["subsidie/ZaYa", "ambtenaar/Zf", "auto/Zc", "Anna/PN", "fout/Fw", "ĳs", "06-nummer/Za", "x"]
    assert build.words_of(dic, aff) == {"subsidie", "subsidies", "ambtenaar", "ambtenaren", "auto", "ijs"}


def test_the_word_list_is_usable() -> None:
    words = set((settings.BUILD / "words" / "nl.txt").read_text(encoding="utf-8").split())
    assert len(words) > 200_000
    assert {"vergunning", "vergunningen", "omgeving", "subsidies", "ambtenaren", "kosten"} <= words
    assert not {word for word in words if len(word) < 2 or not word.isalpha() or word != word.lower()}


def test_day_values_stand_in_for_light_dark(build: ModuleType) -> None:
    css = ":root { --c-bg: light-dark(#ecf1ed, #0f1715); --s: 0 1px light-dark(#0f0f, #0006); --t: 1rem; }"
    day = build.day_values(css, "tokens")
    assert "--c-bg:#ecf1ed;--s:0 1px #0f0f}" in day
    assert "--t" not in day
    assert day.startswith("@supports not (color:light-dark(#000,#fff)){@layer tokens{")


def test_every_address_in_the_built_sheet_exists() -> None:
    folder = settings.BUILD / "static" / "ui"
    for sheet in folder.glob("*.css"):
        for address in re.findall(r"url\(\"?([^)\"]+)", sheet.read_text()):
            assert (folder / address).is_file(), address


def test_everything_the_build_promises_is_there(build: ModuleType) -> None:
    assert [str(path) for path in build.outputs() if not path.is_file()] == []
