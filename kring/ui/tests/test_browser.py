"""The gallery in a real browser: accessible in every setting, and the script does what it promises.

No server runs: the browser's requests are answered here, with the content policy that pages really get.
"""

import json
import mimetypes
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, expect

from kring.ui.web.views import gallery
from tests.browser.chromium import run_chromium, violations

pytestmark = pytest.mark.browser
SITE = "http://kring.test"
SETTINGS = {
    "desktop": (1280, 900, ""),
    "phone": (390, 844, ""),
    "dark": (1280, 900, "mode=dark"),
    "brick": (1280, 900, "theme=brick"),
    "narrow": (320, 700, "lang=en"),
}
PEOPLE = [{"value": "@noor.de.wit", "label": "Noor de Wit", "hint": "Vergunningen"},
          {"value": "@noah.bos", "label": "Noah Bos", "hint": ""}]  # fmt: skip


def policy() -> str:
    """The content policy of the settings as a header."""
    parts = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts if name != "report-uri")


class Site:
    """Answers a page's requests; `refuse` makes every POST fail in that way."""

    def __init__(self) -> None:
        self.refuse: dict[str, object] | None = None
        self.posts: list[str] = []

    def answer(self, route: Route) -> None:
        request, address = route.request, urlsplit(route.request.url)
        if request.method == "POST":
            self.posts.append(request.post_data or "")
            route.fulfill(**(self.refuse or {"status": 204}))  # type: ignore[arg-type]
        elif address.path.startswith("/s/"):
            found = settings.BUILD / "static" / address.path.removeprefix("/s/")
            kind = mimetypes.guess_type(found.name)[0] or "font/woff2"
            route.fulfill(status=200, content_type=kind, body=found.read_bytes())
        elif address.path.endswith("/suggestions/"):
            route.fulfill(status=200, content_type="application/json", body=json.dumps(PEOPLE))
        else:
            name = address.path.strip("/").removeprefix("ui").strip("/") or "parts"
            answer = gallery(RequestFactory().get(f"{address.path}?{address.query}"), page=name)
            headers = {"Content-Security-Policy": policy(), "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(status=200, headers=headers, body=answer.content)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with run_chromium() as chromium:
        yield chromium


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.route("**/*", site.answer)
    shown = context.new_page()
    problems: list[str] = []
    shown.on("pageerror", lambda error: problems.append(str(error)))
    shown.on("console", lambda said: problems.append(said.text) if "Policy" in said.text else None)
    yield shown
    context.close()
    assert problems == []


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("part", ["", "talk/", "door/", "narrow/", "failed/"])
def test_page_is_accessible(page: Page, name: str, part: str) -> None:
    width, height, query = SETTINGS[name]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{SITE}/ui/{part}?{query}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_press_changes_at_once_and_posts_what_it_wants(page: Page, site: Site) -> None:
    page.goto(f"{SITE}/ui/")
    button = page.get_by_role("button", name="Wil ik ook weten")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("[data-n]")).to_have_text("7")
    button.click()
    expect(button.locator("[data-n]")).to_have_text("6")
    page.wait_for_function("!document.querySelector('form[data-busy]')")
    assert [post.split('name="want"')[1].split()[0] for post in site.posts] == ["1", "0"]


@pytest.mark.parametrize(
    ("refuse", "said"),
    [
        ({"status": 500}, "Dat lukte niet."),
        ({"status": 403, "headers": {"X-Reason": "De%20groep%20is%20dicht."}}, "De groep is dicht."),
        ({"status": 401}, "Je bent uitgelogd."),
    ],
)
def test_a_refused_press_goes_back_and_says_why(
    page: Page, site: Site, refuse: dict[str, object], said: str
) -> None:
    site.refuse = refuse
    page.goto(f"{SITE}/ui/")
    button = page.get_by_role("button", name="Dank je 1.234")
    button.click()
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("[data-n]")).to_have_text("1.234")


def test_less_folds_the_item_and_gives_it_back(page: Page, site: Site) -> None:
    page.goto(f"{SITE}/ui/talk/")
    item = page.locator(".item").first
    item.get_by_role("button", name="Minder hiervan").click()
    expect(item).to_be_hidden()
    expect(page.locator(".folded")).to_contain_text("je ziet voortaan minder vragen over #omgevingswet")
    page.locator(".folded").get_by_role("button", name="Ongedaan maken").click()
    expect(item).to_be_visible()
    expect(page.locator(".folded")).to_have_count(0)
    page.wait_for_timeout(100)
    assert len(site.posts) == 2


def test_typed_text_comes_back_and_can_be_thrown_away(page: Page) -> None:
    page.goto(f"{SITE}/ui/")
    text = page.get_by_label("Vertel iets meer")
    text.fill("Een winkelier wil vlaggen")
    page.goto(f"{SITE}/ui/door/")
    page.goto(f"{SITE}/ui/")
    expect(text).to_have_value("Een winkelier wil vlaggen")
    page.get_by_role("button", name="Gooi het weg").click()
    expect(text).to_have_value("")
    page.reload()
    expect(text).to_have_value("")


def test_signing_out_leaves_no_text_on_the_device(page: Page) -> None:
    page.goto(f"{SITE}/ui/")
    page.get_by_label("Vertel iets meer").fill("Alleen voor mij")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.locator("summary", has_text="Noor").click()
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_function("Object.keys(localStorage).length === 0")


def test_a_name_is_taken_from_the_list_with_the_keyboard(page: Page) -> None:
    page.goto(f"{SITE}/ui/")
    text = page.get_by_label("Vertel iets meer")
    text.press_sequentially("Vraag @no")
    options = page.locator(".suggest [role=option]")
    expect(options).to_have_count(2)
    expect(text).to_have_attribute("aria-activedescendant", "suggestion-0")
    text.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    text.press("Enter")
    expect(text).to_have_value("Vraag @noah.bos ")
    expect(options).to_have_count(0)
    text.press_sequentially("en @n")
    expect(options).to_have_count(2)
    text.press("Escape")
    expect(options).to_have_count(0)


def test_a_form_on_its_way_cannot_be_sent_again(page: Page, site: Site) -> None:
    page.goto(f"{SITE}/ui/")
    page.evaluate("""() => {
        const form = [...document.forms].find(each => each.querySelector('[name=key]'));
        form.noValidate = true;
        for (let n = 0; n < 3; n += 1) form.requestSubmit(form.querySelector('.btn--go'));
    }""")
    page.wait_for_timeout(300)
    assert len(site.posts) == 1
    expect(page.get_by_role("button", name="Plaatsen", exact=True)).to_have_attribute("aria-busy", "true")


def test_light_and_dark_change_at_once(page: Page, site: Site) -> None:
    page.goto(f"{SITE}/ui/?mode=light")
    page.get_by_role("button", name="Licht of donker").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "dark")
    site.refuse = {"status": 500}
    page.get_by_role("button", name="Licht of donker").click()
    expect(page.get_by_role("status").filter(has_text="Dat lukte niet.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-mode", "dark")
