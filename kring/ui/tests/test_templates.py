"""Every template of every app keeps the rules of the content policy and of the design guide."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override
from markupsafe import Markup

from kring.ui.once import once

KRING = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(KRING.glob("*/jinja2/**/*.jinja"))
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (KRING / "ui/static_src/icons.svg").read_text()))
STORED = re.compile(r"stored_html\(([^)]*)\)")
ONCE = re.compile(r"{% call once\((.*?)\) %}")
# Every part that is rendered once for all readers, and all that it shows. Nobody's name, and no form token.
PARTS = {
    '"head", frame_mode, theme, hrefs.get("manifest")',
    '"words", signed_in, hrefs.get("people_suggestions"), hrefs.get("topic_suggestions"),'
    ' hrefs.get("text_reading"), hrefs.get("live_ticket"), hrefs.get("live_news"), hrefs.get("worker")',
    '"top", frame.organisation, frame.hrefs["home"], frame.hrefs["search"]',
    '"menu", here, frame.menu',
    '"tabs", here, frame.menu',
    '"composer", chosen, offered, audience.where, audience.kind, audience.name, audience.readers,'
    " audience.guests, organisation",
    '"filters", lane, more',
    '"seen", page.cards|length',
    '"timeline-settings"',
}
FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style",
    "inline handler": r"\son[a-z]+\s*=|javascript:|hx-on",
    "safe-marking": r"\|\s*safe\b|Markup\(|autoescape\s+false",
    "eval-like htmx": r"hx-vals=.js:|hx-trigger=[^>]*\[",
    "token on a shared ancestor": r"hx-headers",
    "address of elsewhere": r"(?:src|href|action)=\"(?:https?:)?//",
}


def text_of(template: Path) -> str:
    """The template without its comments."""
    return re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(KRING)))
class TestTemplate:
    def test_nothing_acts_from_within_the_page(self, template: Path) -> None:
        text = text_of(template)
        found = {name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)}
        # A mail is no page of ours: mail programs know no sheet but what stands in it.
        is_mail = template.parent.name == "mail" or template.name == "letter.jinja"
        assert found <= ({"inline style"} if is_mail else set())

    def test_scripts_come_from_our_own_files(self, template: Path) -> None:
        for tag in re.findall(r"<script[^>]*>", text_of(template)):
            assert re.search(r'src="\{\{ asset\("', tag), tag

    def test_icons_exist(self, template: Path) -> None:
        named = set(re.findall(r'\bicon\("([^"]+)"\)', text_of(template)))
        assert named <= ICONS

    def test_fits_the_budget(self, template: Path) -> None:
        assert len(template.read_text(encoding="utf-8").splitlines()) <= 120

    def test_stored_html_is_given_only_what_was_stored(self, template: Path) -> None:
        wrong = [
            given for given in STORED.findall(text_of(template)) if not re.search(r"[\w.]*\.\w*html$", given)
        ]
        assert wrong == []

    def test_forms_that_change_something_carry_their_own_token(self, template: Path) -> None:
        forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", text_of(template), flags=re.DOTALL)
        bare = [form[:80] for form in forms if not re.search(r"csrf|ui\.hidden\(|hidden\(", form)]
        assert bare == []


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 10


def test_what_is_rendered_once_for_all_is_known() -> None:
    assert {part for template in TEMPLATES for part in ONCE.findall(text_of(template))} == PARTS


def test_a_part_is_rendered_once_for_each_language_and_all_that_it_shows() -> None:
    made: list[str] = []

    def render(text: str) -> Markup:
        made.append(text)
        return Markup(text)

    for language in ("nl", "en", "nl"):
        with override(language):
            assert once("test", language, caller=lambda: render("one")) == "one"
            assert once("test", language, 2, caller=lambda: render("two")) == "two"
    assert made == ["one", "two", "one", "two"]
