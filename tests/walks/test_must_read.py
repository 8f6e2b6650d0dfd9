"""What must be read: asked, read and understood, by mouse, by keyboard, on a phone and without script."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from kring.kit.clock import utcnow
from kring.posts.actions import require_reading
from tests.browser.site import Site
from tests.jobs import run_jobs

TITLE = "Zo melden we een lek"


def press(page: Page, button: Locator, keyboard: bool) -> None:
    if keyboard:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()


@pytest.mark.parametrize(
    ("keyboard", "more"),
    [
        (False, {}),
        (True, {}),
        (False, {"viewport": {"width": 390, "height": 844}}),
        (False, {"java_script_enabled": False}),
    ],
    ids=["mouse", "keyboard", "phone", "without script"],
)
def test_who_must_read_it_says_so_and_is_asked_no_more(
    site: Site, keyboard: bool, more: dict[str, Any]
) -> None:
    thread = site.cast.publish("owner", "closed", kind="message", title=TITLE)
    until = utcnow().date() + timedelta(days=5)
    require_reading(thread_id=thread.pk, until=until, sender=site.cast.viewer("owner"), now=utcnow())
    run_jobs()
    with site.page("member", **more) as (page, watched):
        page.goto("/")
        panel = page.get_by_role("region", name="1 bericht moet je lezen")
        assert watched.check(page) == []
        press(page, panel.get_by_role("link", name=TITLE), keyboard)
        press(page, page.get_by_role("button", name="Gelezen en begrepen"), keyboard)
        expect(page.get_by_text("Je hebt dit gelezen en begrepen.")).to_be_visible()
        page.goto("/")
        expect(page.get_by_text("moet je lezen")).to_have_count(0)


def test_an_owner_asks_it_and_ends_it(site: Site) -> None:
    thread = site.cast.publish("owner", "closed", kind="message", title=TITLE)
    with site.page("owner") as (page, watched):
        page.goto(f"/threads/{thread.pk}/")
        page.get_by_text("Meer", exact=True).click()
        page.get_by_role("link", name="Moet gelezen").click()
        page.get_by_role("button", name="Vraag dit te lezen").click()
        expect(page.get_by_text("te weinig om een percentage te tonen")).to_be_visible()
        page.goto(f"/threads/{thread.pk}/must-read/")
        assert watched.check(page) == []
        page.get_by_role("button", name="Vraag het niet meer").click()
        expect(page.get_by_text("Niemand hoeft dit nog te lezen.")).to_be_visible()
