"""The sprites hold what templates and the people app name, and nothing that acts."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "static_src"


def test_there_are_24_faces() -> None:
    names = re.findall(r'<symbol id="([^"]+)"', (SOURCE / "faces.svg").read_text())
    assert names == [f"f{number:02}" for number in range(1, 25)]


@pytest.mark.parametrize("name", ["faces.svg", "icons.svg", "favicon.svg"])
def test_a_drawing_holds_shapes_only(name: str) -> None:
    text = (SOURCE / name).read_text()
    tags = set(re.findall(r"<([a-zA-Z]+)", text))
    assert tags <= {"svg", "symbol", "path", "circle", "rect", "g", "ellipse", "line"}
    assert not re.search(r"\son\w+=|href=|style=|url\(", text)
