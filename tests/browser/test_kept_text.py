"""What somebody typed survives a lost connection and an expired session."""

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.site import Site
from tests.cast import PASSWORD

# What looks things up or keeps the text while somebody writes may come too late; the browser and htmx say so.
TOO_LATE = ["status of 401", "Code 401 from", "ERR_FAILED"]
TITLE, TEXT = "Wie weet een goede zaal?", "Voor veertig mensen, met een beamer."


def compose(page: Page) -> None:
    """Write a question and do not send it yet."""
    page.goto("/threads/new/?kind=question")
    page.fill("main input[name=title]", TITLE)
    page.fill("main textarea[name=source]", TEXT)


def sign_in(page: Page, who: str) -> None:
    """Through the form that stands there."""
    page.fill("input[type=email]", f"{who}@waterrijk.example")
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_expired_session_keeps_a_question(site: Site) -> None:
    with site.page("outsider") as (page, watch):
        watch.expected += TOO_LATE
        compose(page)
        page.context.clear_cookies(name="sessionid")
        page.locator("form[data-compose] .btn--go").click()
        page.wait_for_url("**/accounts/login/**")
        sign_in(page, "outsider")
        page.goto("/threads/new/?kind=question")
        expect(page.locator("main input[name=title]")).to_have_value(TITLE)
        expect(page.locator("main textarea[name=source]")).to_have_value(TEXT)
        page.locator("form[data-compose] .btn--go").click()
        page.wait_for_url("**/threads/0*/")
        page.goto("/threads/new/?kind=question")
        expect(page.locator("main input[name=title]")).to_have_value("")
        assert watch.check(page) == []


def test_expired_session_keeps_an_answer(site: Site) -> None:
    thread = f"/threads/{site.world.threads['open']}/"
    with site.page("employee") as (page, watch):
        watch.expected += TOO_LATE
        page.goto(thread)
        page.fill("#answer textarea", TEXT)
        page.context.clear_cookies(name="sessionid")
        page.locator("#answer .btn--go").click()
        page.wait_for_url("**/accounts/login/**")
        sign_in(page, "employee")
        page.goto(thread)
        expect(page.locator("#answer textarea")).to_have_value(TEXT)
        assert watch.check(page) == []


def test_text_of_somebody_else_is_not_shown(site: Site) -> None:
    with site.page("employee") as (page, _watch):
        compose(page)
        site.sign_in(page.context, "works_council")
        page.goto("/threads/new/?kind=question")
        expect(page.locator("main input[name=title]")).to_have_value("")


def test_lost_connection_keeps_the_text(site: Site) -> None:
    with site.page("works_council") as (page, _watch):
        compose(page)
        page.context.set_offline(True)
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.goto("/")
        page.context.set_offline(False)
        compose_again = page.goto("/threads/new/?kind=question")
        assert compose_again.ok
        expect(page.locator("main input[name=title]")).to_have_value(TITLE)
        page.context.set_offline(True)
        page.locator("form[data-compose] .btn--go").click()
        page.wait_for_url("chrome-error://**")
        page.context.set_offline(False)
        page.goto("/threads/new/?kind=question")
        expect(page.locator("main input[name=title]")).to_have_value(TITLE)
        expect(page.locator("main textarea[name=source]")).to_have_value(TEXT)


def test_a_closed_tab_keeps_what_was_typed_last(site: Site) -> None:
    with site.page("newcomer") as (page, _watch):
        compose(page)
        tab = page.context.new_page()
        page.close()
        tab.goto("/threads/new/?kind=question")
        expect(tab.locator("main input[name=title]")).to_have_value(TITLE)
        expect(tab.locator("main textarea[name=source]")).to_have_value(TEXT)


def test_two_tabs_keep_two_texts(site: Site) -> None:
    with site.page("administrator") as (first, _watch):
        second = first.context.new_page()
        tabs = {"Wie heeft een ladder?": first, "Wie heeft een trap?": second}
        for tab in tabs.values():
            tab.goto("/threads/new/?kind=question")
        for title, tab in tabs.items():
            tab.fill("main input[name=title]", title)
        for tab in tabs.values():
            expect(tab.locator("main [data-kept]")).to_contain_text("Bewaard om")
        first.goto("/drafts/")
        for title in tabs:
            expect(first.locator("main")).to_contain_text(title)


def test_without_script_an_error_keeps_every_field(site: Site) -> None:
    typed = {"title": "", "source": "Een heel verhaal. " * 20, "options": "Ja\nNee", "topics": "#kast"}
    with site.page("employee", java_script_enabled=False) as (page, _watch):
        page.goto("/threads/new/?kind=poll")
        for name, text in typed.items():
            page.fill(f"main [name={name}]", text)
        page.locator("main [name=where]").last.check()
        where = page.locator("main [name=where]:checked").get_attribute("value")
        page.locator("form[data-compose] .btn--go").click()
        expect(page.locator("#id_title_error")).to_be_visible()
        for name, text in typed.items():
            expect(page.locator(f"main [name={name}]")).to_have_value(text)
        expect(page.locator("main [name=where]:checked")).to_have_value(where or "")
