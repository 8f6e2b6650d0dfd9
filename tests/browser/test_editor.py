"""The text editor in Chromium: typing, tools, keys, pasting, and the text box that stays the truth."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kring.shell.web import csp
from tests.browser.chromium import Watch, violations
from tests.browser.hostile import payloads
from tests.browser.site import Site
from tests.browser.test_hostile_text import HOOKS, RealSet

PASTES = Path(__file__).parent / "pastes"
PASTE = """(box, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
EVERY = """# Kop

Een **vet**, *schuin*, ~~weg~~ en `code` woord, @noor.visser en #subsidies.
Tweede regel met [link](https://kring.example/a).

- een
- twee
  1. diep

> citaat

~~~
x = 1
~~~

| a | b |
|---|:-:|
| 1 | 2 |

***
"""


@pytest.fixture(scope="module")
def opened(site: Site) -> Iterator[tuple[Page, Watch]]:
    """One page for all tests here."""
    with site.page("member") as (page, watch):
        page.add_init_script(HOOKS)
        yield page, watch


@pytest.fixture
def page(opened: tuple[Page, Watch]) -> Iterator[Page]:
    """An empty composer with the editor in it; afterwards nothing was stopped or broken."""
    page, watch = opened
    csp.reports.clear()
    page.goto("/threads/new/?kind=message")
    page.evaluate("localStorage.clear()")
    page.goto("/threads/new/?kind=message")
    begin(page)
    yield page
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert watch.check(page) + page.evaluate("window.fired") + csp.reports == []


def box(page: Page) -> Locator:
    return page.locator("main [role=textbox][contenteditable=true]")


def text(page: Page) -> Locator:
    return page.locator("main textarea[name=source]")


def begin(page: Page) -> None:
    """Touch the text box and wait for the editor."""
    text(page).focus()
    expect(box(page)).to_be_focused()


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def test_typing_with_tools_and_keys(page: Page) -> None:
    page.keyboard.type("Dag ")
    tool(page, "Vet").click()
    expect(tool(page, "Vet")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("allemaal")
    page.keyboard.press("Control+b")
    page.keyboard.type(" hier.")
    expect(text(page)).to_have_value("Dag **allemaal** hier.")
    page.keyboard.press("Enter")
    tool(page, "Lijst").click()
    page.keyboard.type("een\ntwee")
    expect(text(page)).to_have_value("Dag **allemaal** hier.\n\n- een\n- twee")
    assert violations(page) == []
    for _press in range(3):
        page.keyboard.press("Control+z")
    expect(text(page)).not_to_have_value("Dag **allemaal** hier.\n\n- een\n- twee")


def test_tools_by_keyboard_only(page: Page) -> None:
    page.keyboard.type("woord")
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(tool(page, "Vet")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("kring.example/a")
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value("[woord](https://kring.example/a)")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(box(page)).not_to_be_focused()


def test_table_heading_quote_and_code(page: Page) -> None:
    tool(page, "Meer").click()
    tool(page, "Kop").click()
    page.keyboard.type("Titel")
    page.keyboard.press("Enter")
    tool(page, "Citaat").click()
    page.keyboard.type("Zo is het")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tool(page, "Tabel").click()
    expect(tool(page, "Rij erbij")).to_be_visible()
    expect(box(page).locator("th")).to_have_count(2)
    page.keyboard.type("Wie")
    start = "# Titel\n\n> Zo is het\n\n| Wie |  |\n| --- | --- |\n"
    expect(text(page)).to_have_value(start + "|  |  |\n|  |  |")
    tool(page, "Rij erbij").click()
    expect(text(page)).to_have_value(start + "|  |  |\n|  |  |\n|  |  |")
    expect(page.get_by_role("columnheader")).to_have_count(1)
    expect(page.get_by_text("Je kunt Markdown gebruiken")).to_be_hidden()
    assert violations(page) == []


def test_names_by_keyboard(page: Page) -> None:
    tool(page, "Noem iemand").click()
    page.keyboard.type("tom")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value("@tom.dijkman")
    page.keyboard.type("#omg")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_plain_text_and_back_is_remembered(page: Page) -> None:
    page.keyboard.type("Een woord")
    tool(page, "Gewone tekst").click()
    expect(text(page)).to_be_focused()
    page.keyboard.type(" en **meer**")
    page.goto("/threads/new/?kind=message")
    text(page).focus()
    expect(text(page)).to_have_value("Een woord en **meer**")
    page.get_by_role("button", name="Schrijven met knoppen").click()
    expect(box(page).locator("strong")).to_have_text("meer")
    page.keyboard.type("!")
    expect(text(page)).to_have_value("Een woord en **meer!**")


def test_what_was_typed_while_it_loads_is_taken_over(page: Page) -> None:
    page.route("**/editor*.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto("/threads/new/?kind=message")
    text(page).focus()
    page.keyboard.type("Een **vet** woord")
    for _press in range(6):
        page.keyboard.press("ArrowLeft")
    expect(box(page)).to_be_focused()
    page.unroute("**/editor*.js")
    page.keyboard.type("XY")
    expect(text(page)).to_have_value("Een **vetXY** woord")


def test_without_the_file_the_text_box_stays(page: Page, opened: tuple[Page, Watch]) -> None:
    opened[1].expected.append("ERR_FAILED")
    page.route("**/editor*.js", lambda route: route.abort())
    page.goto("/threads/new/?kind=message")
    with page.expect_console_message(lambda said: said.text.startswith("plain text only")):
        text(page).focus()
    page.keyboard.type("Gewoon **tekst**")
    expect(text(page)).to_have_value("Gewoon **tekst**")
    expect(box(page)).to_have_count(0)
    page.unroute("**/editor*.js")


def test_a_text_that_was_opened_and_saved_is_the_same(page: Page, site: Site) -> None:
    thread = site.cast.publish("member", title="Alles", source=EVERY)
    page.goto(f"/threads/{thread.pk}/edit/")
    begin(page)
    expect(box(page).locator("th")).to_have_count(2)
    expect(text(page)).to_have_value(EVERY)
    page.keyboard.press("Control+End")
    page.keyboard.type("Slot.")
    expect(text(page)).not_to_have_value(EVERY)
    page.locator("main form .btn--go").first.click()
    page.wait_for_url(f"**/threads/{thread.pk}/**")
    before = thread.html
    thread.refresh_from_db()
    assert thread.html.replace("<p>Slot.</p>\n", "") == before
    thread.delete()  # another test weighs the page that it would stand on


@pytest.mark.parametrize("name", ["word", "outlook", "docs", "web"])
def test_pasted_text_is_clean(page: Page, name: str) -> None:
    box(page).evaluate(PASTE, (PASTES / f"{name}.html").read_text())
    expect(text(page)).to_have_value((PASTES / f"{name}.md").read_text().strip())


def test_hostile_pastes_do_nothing(page: Page, real_set: RealSet) -> None:
    texts = payloads(real_set("hostile-text"))
    for start in range(0, len(texts), 50):
        box(page).evaluate(PASTE, "<p>x</p>".join(texts[start : start + 50]))
        box(page).evaluate(PASTE, "".join(f"<p>{one}</p>" for one in texts[start : start + 5]))
        page.keyboard.press("Control+a")
    left = box(page).evaluate("""box => [...box.querySelectorAll("*")].flatMap(one => one.getAttributeNames()
      .filter(name => /^on|^style$|^src/.test(name)))""")
    assert len(texts) > 3000
    assert left == []
