"""Lanes of one's own: filtered, kept, arranged and passed on, with every sort of hand."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kring.kit.clock import utcnow
from tests.browser.site import Site
from tests.walks.keyboard import enter, tab_to, write

STILL = {"java_script_enabled": False}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WHALE, SEAL, GULL = "Een walvis in de gracht", "Wie zag de zeehond?", "Meeuwen op het dak"
ORDER = ["Voor mij", "Vragen", "Mijn groepen", "Hele organisatie", "Opgeslagen"]
MESSAGES = re.compile("^Berichten")  # the switch says more when it is on
ADDRESS = "/?lane=all&kind=message&person=Bram+Wiersma"


@pytest.fixture(scope="module", autouse=True)
def _animals(site: Site) -> None:
    """A message and a question by Bram, a message by Roos."""
    for who, kind, title in (
        ("outsider", "message", WHALE),
        ("outsider", "question", SEAL),
        ("community_manager", "message", GULL),
    ):
        site.cast.publish(who, kind=kind, title=title)


def press(target: Locator) -> None:
    """With a finger where there are fingers, else with the mouse."""
    phone = target.page.viewport_size == PHONE["viewport"]
    target.tap() if phone else target.click()


def lanes(page: Page) -> Locator:
    return page.locator("main .lanes a")


def row(page: Page, name: str) -> Locator:
    return page.locator("main .list > li").filter(has=page.get_by_role("link", name=name, exact=True))


def shows(page: Page, here: tuple[str, ...], gone: tuple[str, ...]) -> None:
    for title in here:
        expect(page.locator(".feed h3", has_text=title)).to_have_count(1)
    for title in gone:
        expect(page.locator(".feed h3", has_text=title)).to_have_count(0)


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


HANDS = [("employee", {}), ("colleague", PHONE), ("member", STILL)]


@pytest.mark.parametrize(("who", "options"), HANDS, ids=["mouse", "phone", "without-script"])
def test_a_lane_is_filtered_kept_and_arranged(site: Site, who: str, options: dict[str, object]) -> None:
    with site.page(who, **options) as (page, watched):
        page.goto("/?lane=all")
        _filter(page)
        _keep(page)
        _arrange(page)
        if options is not STILL:
            assert watched.check(page) == []


def _filter(page: Page) -> None:
    """By kind with one press, by colleague in words; taken off and put on again."""
    filters = page.get_by_role("navigation", name="Filters")
    press(filters.get_by_role("link", name=MESSAGES))
    page.wait_for_url("**/?lane=all&kind=message")
    shows(page, (WHALE, GULL), (SEAL,))
    press(filters.get_by_role("link", name="Meer filters"))
    page.get_by_label("Collega", exact=True).fill("Bram Wiersma")
    press(page.get_by_role("button", name="Filter", exact=True))
    expect(filters.locator("[aria-current]")).to_have_count(2)
    shows(page, (WHALE,), (SEAL, GULL))
    press(filters.get_by_role("link", name=MESSAGES))
    expect(filters.locator("[aria-current]")).to_have_count(1)
    shows(page, (WHALE, SEAL), (GULL,))
    press(filters.get_by_role("link", name=MESSAGES))
    shows(page, (WHALE,), (SEAL, GULL))
    fits(page)


def _keep(page: Page) -> None:
    page.get_by_label("Naam van de baan").fill("Dieren van Bram")
    press(page.get_by_role("button", name="Bewaar als baan"))
    expect(lanes(page)).to_have_text([*ORDER, "Dieren van Bram"])
    expect(page.locator("main .lanes [aria-current]")).to_have_text("Dieren van Bram")
    shows(page, (WHALE,), (SEAL, GULL))


def _arrange(page: Page) -> None:
    """One up, one hidden, removed and put back."""
    press(page.get_by_role("link", name="Orden je banen"))
    press(row(page, "Dieren van Bram").get_by_role("button", name="Omhoog"))
    expect(page.locator("main .list > li").nth(4)).to_contain_text("Dieren van Bram")
    press(row(page, "Mijn groepen").get_by_role("button", name="Verbergen"))
    expect(row(page, "Mijn groepen")).to_contain_text("verborgen")
    fits(page)
    press(row(page, "Dieren van Bram").get_by_role("button", name="Weghalen"))
    expect(row(page, "Dieren van Bram")).to_have_count(0)
    press(page.get_by_role("button", name="Ongedaan maken"))
    expect(page.locator("main .lanes [aria-current]")).to_have_text("Dieren van Bram")
    expect(lanes(page).filter(has_text="Mijn groepen")).to_have_count(0)
    shows(page, (WHALE,), (SEAL, GULL))


def test_a_lane_is_kept_and_moved_by_keyboard(site: Site) -> None:
    with site.page("owner") as (page, watched):
        page.goto("/?lane=all")
        enter(page, ".filters a[href*='kind=message']")
        shows(page, (WHALE, GULL), (SEAL,))
        write(page, "#lane-name", "Alleen berichten")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        enter(page, "a[href='/settings/lanes/']")
        up = "main .list > li:last-child form:has([value=up]) button"
        tab_to(page, up)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main .list > li").nth(4)).to_contain_text("Alleen berichten")
        page.goto("/")
        expect(lanes(page)).to_have_text([*ORDER[:4], "Alleen berichten", ORDER[4]])
        assert watched.check(page) == []


def test_a_lane_is_passed_on_as_an_address(site: Site) -> None:
    site.cast.publish("owner", "closed", kind="message", title="Besloten otter")
    with site.page("moderator") as (page, _watched):
        page.goto(ADDRESS)
        shows(page, (WHALE,), (SEAL, GULL))
        page.get_by_label("Naam van de baan").fill("Van Bram")
        page.get_by_role("button", name="Bewaar als baan").click()
        expect(lanes(page)).to_have_text([*ORDER, "Van Bram"])
    with site.page("community_manager") as (page, _watched):
        expect_same = {}
        for group in ("groep-closed", "groep-nergens"):
            page.goto(f"/?lane=all&group={group}")
            expect(page.locator(".feed h3")).to_have_count(0)
            expect_same[group] = page.locator("main").inner_text().replace(group, "")
        assert len(set(expect_same.values())) == 1
        expect(page.locator("main")).to_contain_text("Laat een filter weg")


def test_what_is_new_shows_only_where_the_filters_let_it_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.page("works_council") as (page, _watched):
        page.clock.install()
        page.goto(ADDRESS)
        monkeypatch.setattr(site.cast, "now", utcnow())
        site.cast.publish("outsider", kind="question", title="Nog een zeehond?")
        site.cast.publish("community_manager", kind="message", title="Nog een meeuw")
        with page.expect_response("**/timeline/ticket/"):
            page.clock.run_for(3_000)
        assert _news(page) == 0
        expect(page.locator("[data-news] a")).to_have_count(0)
        site.cast.publish("outsider", kind="message", title="Nog een walvis")
        assert _news(page) == 1
        page.locator("[data-news] a").click()
        shows(page, ("Nog een walvis", WHALE), ("Nog een zeehond?", "Nog een meeuw"))


def _news(page: Page) -> int:
    """What the open page hears when it asks, as it does once a minute."""
    with page.expect_response("**/timeline/news/*") as told:
        page.clock.run_for(66_000)
    return int(told.value.json()["fresh"])
