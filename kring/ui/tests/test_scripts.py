"""Our own script is small, in small files, and never turns text into markup."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = Path(__file__).resolve().parents[1] / "static_src"
SCRIPTS = sorted((SOURCE / "js").rglob("*.js"))
TEMPLATES = Path(__file__).resolve().parents[1] / "jinja2"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
class TestScript:
    def test_fits_the_budget(self, script: Path) -> None:
        assert len(script.read_text().splitlines()) <= 120

    def test_makes_no_markup_from_text(self, script: Path) -> None:
        unsafe = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\"style\""
        assert not re.search(unsafe, script.read_text())

    def test_every_sentence_stands_in_the_page(self, script: Path) -> None:
        skeleton = (TEMPLATES / "ui/skeleton.jinja").read_text()
        for name in re.findall(r'\bword(?:\(|: )"(\w+)"', script.read_text()):
            dashed = re.sub(r"([A-Z])", lambda found: f"-{found[1].lower()}", name)
            assert f"data-{dashed}=" in skeleton, name


def test_all_own_script_together_fits_the_budget() -> None:
    assert sum(len(script.read_text().splitlines()) for script in SCRIPTS) <= 2500


def test_script_and_sheet_on_the_wire_fit_the_first_visit() -> None:
    folder = settings.BUILD / "static" / "ui"
    sizes = {name: len(gzip.compress((folder / name).read_bytes())) for name in ("kring.js", "kring.css")}
    assert sizes["kring.js"] <= 40_000
    assert sizes["kring.css"] <= 11_000


def test_the_editor_keeps_its_size() -> None:
    """It comes only when somebody touches a text box, and never with the first page."""
    assert len(gzip.compress((settings.BUILD / "static" / "ui" / "editor.js").read_bytes())) <= 135_000


def test_nothing_is_fetched_from_elsewhere() -> None:
    for script in SCRIPTS:
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg|[$\[(?])[a-z$]", script.read_text()), (
            script.name
        )
