"""Asking, answering and accepting: by two people with only a keyboard, and by two people without scripts."""

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.cast import PASSWORD
from tests.jobs import run_jobs
from tests.walks.keyboard import enter, tab_to, write

ACCEPT = "button[formaction$='/acceptance/']"


def test_ask_answer_accept_by_keyboard(site: Site) -> None:
    with site.page("employee") as (asker, watched), site.page("outsider") as (answerer, _watch):
        title = "Wie heeft de sleutel van het archief?"
        asker.goto("/")
        enter(asker, ".rail a.btn--go")
        tab_to(asker, "input[name=kind]")
        asker.keyboard.press("ArrowRight")
        write(asker, "input[name=title]", title)
        write(asker, "textarea[name=source]", "De kast op de gang zit op slot.")
        enter(asker, "form[data-compose] .btn--go")
        run_jobs()
        answerer.goto("/?lane=questions")
        enter(answerer, f"a[href='{asker.url.removeprefix(site.origin)}']")
        write(answerer, "#answer textarea", "Die hangt bij de bode.")
        enter(answerer, "#answer .btn--go")
        run_jobs()
        asker.goto("/notices/")
        enter(asker, "main h3 a")
        tab_to(asker, ACCEPT)
        asker.keyboard.press("Enter")
        expect(asker.locator(ACCEPT)).to_have_attribute("aria-pressed", "true")
        expect(asker.locator("[data-busy]")).to_have_count(0)
        assert watched.check(asker) == []
        answerer.reload()
        expect(answerer.locator(".answer--best")).to_contain_text("Die hangt bij de bode.")


def test_ask_answer_accept_without_scripts(site: Site) -> None:
    still = {"java_script_enabled": False}
    with site.page("employee", **still) as (asker, _), site.page("outsider", **still) as (answerer, _w):
        title = "Waar staan de klapstoelen?"
        asker.goto("/threads/new/?kind=question")
        asker.fill("main input[name=title]", title)
        asker.fill("main textarea[name=source]", "Voor de nieuwjaarsborrel.")
        asker.locator("form[data-compose] .btn--go").click()
        run_jobs()
        answerer.goto("/?lane=questions")
        answerer.get_by_role("link", name=title).first.click()
        answerer.fill("#answer textarea", "In de kelder, achter de deur.")
        answerer.locator("#answer .btn--go").click()
        run_jobs()
        asker.goto("/notices/")
        asker.get_by_role("link", name=title).click()
        asker.locator(ACCEPT).click()
        expect(asker.locator(".answer--best")).to_contain_text("In de kelder")


def test_group_search_and_reaction_without_scripts(site: Site) -> None:
    with site.page("employee", java_script_enabled=False) as (page, _watch):
        page.goto("/groups/groep-open/")
        page.locator("form[action$='/membership/'] button").click()
        page.locator("a[href='/groups/groep-open/membership/end/']").click()
        page.locator("form[action$='/membership/end/'] button[type=submit]").click()
        page.goto("/groups/groep-open/")
        expect(page.locator("form[action$='/membership/'] button")).to_be_visible()
        page.fill("#top-search", "mantelzorgwoning")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Moet een mantelzorgwoning vooraf gemeld worden?").click()
        thread = site.world.threads["open"]
        _toggle(page, f"button[formaction='/threads/{thread}/reactions/?kind=thanks']")
        _toggle(page, f"button[formaction='/questions/{thread}/also-wanted/']")


def _toggle(page: Page, selector: str) -> None:
    for state in ("true", "false"):
        page.locator(selector).click()
        expect(page.locator(selector)).to_have_attribute("aria-pressed", state)


def test_less_and_notice_without_scripts(site: Site) -> None:
    with site.page("colleague", java_script_enabled=False) as (page, _watch):
        page.goto("/")
        less = page.locator("button[data-less]").first
        same = page.locator(f"button[formaction='{less.get_attribute('formaction')}']")
        before = same.count()
        less.click()
        expect(same).to_have_count(0)
        page.goto("/settings/timeline/")
        page.locator("main form[action='/timeline/dials/'] button").first.click()
        page.goto("/")
        expect(same).to_have_count(before)
        page.goto("/notices/")
        unread = page.locator("form[action$='/read/'] button")
        waiting = unread.count()
        assert waiting > 1
        page.locator("main li form[action$='/read/'] button").first.click()
        assert page.goto("/notices/").ok
        assert unread.count() < waiting


def test_first_visit_without_scripts(site: Site) -> None:
    with site.page("fresh", java_script_enabled=False) as (page, _watch):
        page.goto("/")
        page.locator("input[name=face]").nth(2).check(force=True)
        page.locator("form[action='/welcome/'] .btn--go").click()
        page.fill("main input[name=name]", "koffie, mantelzorg")
        page.locator("form[action='/people/me/expertise/']:has(input:not([type=hidden])) button").click()
        expect(page.locator("main")).to_contain_text("mantelzorg")
        page.locator("a[href='/welcome/follow/']").click()
        followed = page.locator("button[aria-pressed]").first.get_attribute("formaction")
        page.locator("button[aria-pressed]").first.click()
        expect(page.locator(f"button[formaction='{followed}']")).to_have_count(0)
        page.locator("form[action='/welcome/end/'] .btn--go").click()
        expect(page.locator("h1")).to_contain_text("Fresh")
        assert page.locator(".item").count() > 0


def test_sign_in_through_the_front_door(site: Site) -> None:
    with site.page() as (page, watch):
        page.goto("/notices/")
        page.fill("input[type=email]", "owner@waterrijk.example")
        page.fill("input[type=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/notices/")
        page.locator(".me summary").click()
        page.locator(".me [data-sign-out] button").click()
        page.wait_for_url("**/accounts/**")
        page.goto("/notices/")
        assert "/accounts/login/" in page.url
        assert watch.check(page) == []
