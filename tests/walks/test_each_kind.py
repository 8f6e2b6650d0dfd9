"""Every kind from the composer to what a colleague does: by mouse, keyboard, phone and without scripts."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from kring.discussion.tests.make import picture
from tests.browser.site import Site
from tests.jobs import run_jobs
from tests.walks.keyboard import enter, tab_to, write

WAYS = {
    "mouse": {},
    "keyboard": {},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "still": {"java_script_enabled": False},
}
TITLE, SOURCE, OPTIONS, TO = (
    "main input[name=title]",
    "main textarea[name=source]",
    "[name=options]",
    "[name=to]",
)
PLACE = "form[data-compose] .btn--go"
REACTION = "main article button[name=want][formaction*=reactions]"
WORDS = "Dit staat er echt."
KINDS = {
    "message": ({TITLE: "Morgen om tien uur", SOURCE: WORDS}, REACTION),
    "question": ({TITLE: "Wie weet dit?", SOURCE: WORDS}, "#answer .btn--go"),
    "idea": ({TITLE: "Een bankje erbij", SOURCE: WORDS}, "main .vote"),
    "poll": ({TITLE: "Appel of peer?", OPTIONS: f"{WORDS}\nPeer"}, "#poll form .acts button"),
    "praise": ({SOURCE: WORDS}, REACTION),
    "showcase": ({TITLE: "De nieuwe balie", SOURCE: WORDS}, REACTION),
}


@dataclass(frozen=True)
class Hand:
    """Somebody who does everything one way."""

    page: Page
    way: str

    def press(self, selector: str) -> None:
        """Press a button that stays on its page."""
        if self.way == "keyboard":
            tab_to(self.page, selector)
            self.page.keyboard.press("Enter")
        elif self.way == "phone":
            self.page.locator(selector).first.tap()
        else:
            self.page.locator(selector).first.click()

    def leave(self, selector: str) -> None:
        """Press a button that leads to another page."""
        if self.way == "keyboard":
            enter(self.page, selector)
            return
        with self.page.expect_navigation():
            self.press(selector)

    def fill(self, selector: str, text: str) -> None:
        """Write in a field."""
        if self.way == "keyboard":
            write(self.page, selector, text)
            return
        box = self.page.locator(selector)
        box.fill(text)
        if self.way != "still" and box.get_attribute("data-editor") is not None:
            # It comes when one begins to write, and moves what is below it.
            expect(box.locator("xpath=preceding-sibling::*[contains(@class, 'editor')]")).to_be_visible()

    def choose(self, name: str, value: str) -> None:
        """Choose one of a set."""
        wanted = f"main input[name={name}][value='{value}']"
        if self.way == "keyboard":
            tab_to(self.page, f"main input[name={name}]")
            self.page.keyboard.press("Space")
            for _step in range(8):
                if self.page.locator(wanted).is_checked():
                    return
                self.page.keyboard.press("ArrowRight")
        elif self.way == "phone":
            self.page.locator(f"main label:has(input[name={name}][value='{value}'])").tap()
        else:
            self.page.locator(wanted).check(force=True)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_placed_and_answered(site: Site, kind: str, way: str) -> None:
    fields, deed = KINDS[kind]
    options = WAYS[way]
    with site.page("employee", **options) as (page, watched), site.page("member", **options) as (other, seen):
        writer, reader = Hand(page, way), Hand(other, way)
        page.goto("/threads/new/" if way != "still" else f"/threads/new/?kind={kind}")
        if way != "still":
            writer.choose("kind", kind)
        if kind == "praise":
            writer.fill(TO, f"@{site.cast.colleague.handle} ")
        for field, text in fields.items():
            writer.fill(field, text)
        if kind == "showcase":
            show(page, way)
        writer.leave(PLACE)
        expect(page.locator("main article").first).to_contain_text(WORDS)
        run_jobs()
        other.goto(page.url)
        answer(reader, kind, deed)
        assert watched.check(page) == []
        assert seen.check(other) == []


def show(page: Page, way: str) -> None:
    """Choose the picture that a showcase needs; a file is chosen in a window that is not ours."""
    page.set_input_files("form[data-compose] input[type=file]", [picture_file()])
    if way != "still":
        expect(page.locator("form[data-compose] [name=attachment]")).to_have_count(1)


def picture_file() -> dict[str, object]:
    """A picture as a browser hands it over."""
    return {"name": "balie.jpg", "mimeType": "image/jpeg", "buffer": picture()}


def answer(reader: Hand, kind: str, deed: str) -> None:
    """Do what the kind asks of its readers, and see that it was done."""
    page = reader.page
    if kind == "question":
        reader.fill("#answer textarea", "Ja, ik weet het.")
        reader.leave(deed)
        expect(page.locator("main")).to_contain_text("Ja, ik weet het.")
    elif kind == "poll":
        reader.choose("option", "0")
        reader.leave(deed)
        expect(page.locator(".poll .mine")).to_contain_text(WORDS)
    else:
        pressed = page.locator(deed).first
        reader.press(deed) if reader.way != "still" else reader.leave(deed)
        expect(pressed).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[data-busy]")).to_have_count(0)
