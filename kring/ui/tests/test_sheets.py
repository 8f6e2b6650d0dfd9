"""The sheets keep their budgets, take every colour from a token, and are readable in every house style."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[1] / "static_src" / "css"
SHEETS = sorted(CSS.glob("*.css"))
THEMES = ("", "theme-brick")
PLAIN = ("c-bg", "c-surface", "c-inset")
PAIRS = [
    (ink, ground, 4.5) for ink in ("c-ink", "c-ink-2", "c-brand", "c-tile", "c-ink-3") for ground in PLAIN
] + [
    ("c-on-brand", "c-brand", 4.5),
    ("c-brand-deep", "c-brand-soft", 4.5),
    ("c-brand", "c-brand-soft", 4.5),
    ("c-on-here", "c-here", 4.5),
    ("c-on-stage", "c-stage", 4.5),
    ("c-on-stage-hi", "c-stage", 4.5),
    ("c-tile", "c-tile-soft", 4.5),
    ("c-sun-ink", "c-sun-soft", 4.5),
    ("c-sky", "c-sky-soft", 4.5),
    ("c-plum", "c-plum-soft", 4.5),
    ("c-ink", "c-sky-soft", 4.5),
    ("c-bg", "c-ink", 4.5),
    ("c-edge", "c-surface", 3),
    ("c-edge", "c-bg", 3),
    ("c-focus", "c-bg", 3),
    ("c-focus", "c-surface", 3),
]


def tokens(theme: str, half: int) -> dict[str, str]:
    """Colours by token for day (0) or night (1), the theme over the standard."""
    found: dict[str, str] = {}
    for name in ("tokens", theme):
        text = (CSS / f"{name}.css").read_text() if name else ""
        for token, value in re.findall(r"--(c-[\w-]+):\s*([^;]+);", text):
            halves = re.findall(r"#[0-9a-f]{6}\b", value)
            if halves:
                found.setdefault(token, "")
                found[token] = halves[half] if len(halves) > 1 else halves[0]
    return found


def lightness(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("half", [0, 1], ids=["day", "night"])
def test_text_and_edges_have_contrast(theme: str, half: int) -> None:
    colours = tokens(theme, half)
    weak = []
    for ink, ground, least in PAIRS:
        high, low = sorted((lightness(colours[ink]), lightness(colours[ground])), reverse=True)
        ratio = (high + 0.05) / (low + 0.05)
        if ratio < least:
            weak.append(f"{ink} on {ground}: {ratio:.2f}")
    assert weak == []


def test_all_css_together_stays_small() -> None:
    assert sum(sheet.stat().st_size for sheet in SHEETS) < 50_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_sheet_fits_the_budget(sheet: Path) -> None:
    assert len(sheet.read_text().splitlines()) <= 300


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_come_from_tokens(sheet: Path) -> None:
    if sheet.name == "tokens.css" or sheet.name.startswith("theme-"):
        return
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    raw = set(re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|light-dark\(", text))
    # #0000 is nothing at all, #000 a mask, #fff paper in print.
    assert raw <= {"#0000", "#000", "#fff"}


def test_a_house_style_changes_tokens_only() -> None:
    text = re.sub(r"/\*.*?\*/", "", (CSS / "theme-brick.css").read_text(), flags=re.DOTALL)
    assert set(re.findall(r"([^\s{};][^{};]*)\{", text)) == {"@layer theme ", ":root "}


def test_every_named_token_exists() -> None:
    text = "".join(sheet.read_text() for sheet in SHEETS)
    made = set(re.findall(r"(--[\w-]+)\s*:", text))
    named = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert named <= made
