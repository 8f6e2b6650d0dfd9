"""What to hear of and when, and muting a group: by mouse, by keyboard, on a phone and without script."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site

WAYS: dict[str, dict[str, Any]] = {
    "mouse": {},
    "keyboard": {},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "still": {"java_script_enabled": False},
}


def press(page: Page, one: Locator, way: str) -> None:
    if way == "keyboard":
        one.focus()
        page.keyboard.press("Space")
    else:
        one.click()


@pytest.mark.parametrize("way", WAYS)
def test_a_road_is_turned_off_and_brought_back(site: Site, way: str) -> None:
    with site.page("member", **WAYS[way]) as (page, watched):
        page.goto("/settings/")
        press(page, page.get_by_role("link", name="Seintjes instellen"), "mouse")
        assert watched.check(page) == []
        mail = page.get_by_role("group", name="Iemand noemde je").get_by_label("Meteen mailen")
        expect(mail).to_be_checked()
        press(page, mail, way)
        press(page, page.get_by_role("button", name="Bewaar waarvan ik hoor"), way)
        expect(mail).not_to_be_checked()
        press(page, page.get_by_role("button", name="Ongedaan maken"), way)
        expect(mail).to_be_checked()


def test_hours_that_cannot_be_stay_filled_in_with_the_reason(site: Site) -> None:
    with site.page("member") as (page, _watched):
        page.goto("/settings/notices/")
        page.get_by_label("Geen mail en geen push vanaf").fill("18:00")
        page.get_by_role("button", name="Bewaar wanneer").click()
        expect(page.get_by_text("Vul beide tijden in, of geen van beide.").first).to_be_visible()
        expect(page.get_by_label("Geen mail en geen push vanaf")).to_have_value("18:00")
        page.locator("[name=quiet_until]").fill("08:00")
        page.get_by_role("button", name="Bewaar wanneer").click()
        expect(page.get_by_text("Vanaf nu komen mail en push op deze tijden.")).to_be_visible()


@pytest.mark.parametrize("way", ["keyboard", "phone", "still"])
def test_a_group_is_muted_for_a_week_and_heard_again(site: Site, way: str) -> None:
    with site.page("member", **WAYS[way]) as (page, _watched):
        page.goto(f"/groups/{site.cast.groups['closed'].slug}/")
        panel = page.get_by_role("group", name="Demp deze groep")
        press(page, panel.get_by_role("button", name="Een week"), way)
        expect(page.get_by_text("Gedempt tot")).to_be_visible()
        press(page, page.get_by_role("button", name="Weer horen"), way)
        expect(panel).to_be_visible()
